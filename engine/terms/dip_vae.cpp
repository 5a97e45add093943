// DIP-VAE: the codes of the data, taken together, shall have the covariance of the prior.
//
//   V    = Cov(mu)                              variant I
//          Cov(mu) + diag(E exp(logvar))        variant II: of the samples z
//   loss = sum_{i != j} V_ij^2 + r sum_i (V_ii - 1)^2
//
//   mu, logvar [B, k]   V [k, k], Cov = E[mu mu^T] - E[mu] E[mu]^T of a batch, divided by B
//
// The weight is lambda_od of the paper and r = lambda_d / lambda_od; each pair i, j counts twice.
// It stands beside kl_prior. A batch smaller than k makes V noisy: off the diagonal independent
// codes of variance 1 still have V_ij^2 = 1/B on average.
//
// Source: Kumar, Sattigeri & Balakrishnan 2018, arXiv 1711.00848; r = 10 (I) and 1 (II) as in
// google-research/disentanglement_lib.
#include "terms/term.h"

namespace latent::terms {
namespace {

class DipVae final : public Term {
 public:
    explicit DipVae(const Params& params) { configure(params); }

    void configure(const Params& params) override {
        of_samples_ = params.text("variant") == "ii";
        diagonal_ = params.number("diagonal");
    }

    torch::Tensor loss(const Pass& pass) override {
        const torch::Tensor centred = pass.encoding.mean - pass.encoding.mean.mean(0);
        const torch::Tensor covariance =
            torch::mm(centred.t(), centred) / double(centred.size(0));  // [k, k]
        const torch::Tensor of_means = covariance.diagonal();           // [k]
        const torch::Tensor variance =
            of_samples_ ? of_means + pass.encoding.logvar.exp().mean(0) : of_means;
        return covariance.square().sum() - of_means.square().sum() +
               diagonal_ * (variance - 1).square().sum();
    }

 private:
    bool of_samples_ = false;
    double diagonal_ = 0;
};

}  // namespace

TermEntry describe_dip_vae() {
    PartInfo info{
        "dip_vae",
        "DIP covariance",
        "sum_{i != j} V_ij^2 + r sum_i (V_ii - 1)^2,  V = Cov(mu) (I) or Cov(z) (II)",
        "Asks the latents to be uncorrelated over the data and equally spread.",
        "Kumar, Sattigeri & Balakrishnan 2018, arXiv 1711.00848",
        {weight_spec(10, 0, 1000, "lambda off the diagonal"),
         ParamSpec::choice("variant", "i", {"i", "ii"})
             .acts_live()
             .says("Which covariance: i, of the means; ii, of the samples, the posterior's own "
                   "variance added."),
         ParamSpec::number("diagonal", 10, 0, 100)
             .named("diagonal, r")
             .acts_live()
             .says("How much the variances count against the covariances: 10 is usual for variant "
                   "i, 1 for ii.")}};
    info.needs_gaussian_code = true;
    return {info, [](const Params& params, const TermBlueprint&) -> std::unique_ptr<Term> {
                return std::make_unique<DipVae>(params);
            }};
}

}  // namespace latent::terms
