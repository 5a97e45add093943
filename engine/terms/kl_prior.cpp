// KL(q(z|x) || N(0, I)), the price of a code (Kingma & Welling 2014; as a weight, beta: Higgins et
// al. 2017).
//
//   KL = sum_j 1/2 (mu_j^2 + exp(logvar_j) - logvar_j - 1)       nats, summed over latents, mean
//   over the batch
#include "terms/term.h"

namespace latent::terms {
namespace {

class KlPrior final : public Term {
 public:
    torch::Tensor loss(const Pass& pass) const override {
        const torch::Tensor& mean = pass.encoding.mean;      // [B, k]
        const torch::Tensor& logvar = pass.encoding.logvar;  // [B, k]
        // expm1(l) - l instead of exp(l) - l - 1: near the prior the terms cancel.
        return 0.5 * (mean.square() + logvar.expm1() - logvar).sum() / mean.size(0);
    }
};

}  // namespace

TermEntry describe_kl_prior() {
    PartInfo info{"kl_prior",
                  "KL to the prior",
                  "sum_j 1/2 (mu_j^2 + sigma_j^2 - ln sigma_j^2 - 1)",
                  "Pulls every code towards a standard normal, so that the space between codes can "
                  "be decoded too.",
                  "Kingma & Welling 2014, arXiv 1312.6114; Higgins et al. 2017 for beta",
                  {weight_spec(1, 0, 1000, "beta")}};
    info.needs_gaussian_code = true;
    return {info,
            [](const Params&) -> std::unique_ptr<Term> { return std::make_unique<KlPrior>(); }};
}

}  // namespace latent::terms
