// KL sparsity: every unit shall be active a small share rho of the time.
//
//   rho^_j = mean_batch z_j                                                   [k], of a batch
//   loss   = sum_j  rho ln(rho / rho^_j) + (1 - rho) ln((1 - rho) / (1 - rho^_j))          nats
//
// The divergence of two coins: one that falls on its head with probability rho, and one as the unit
// falls. It is 0 where rho^_j = rho; rho = 0.05 against rho^ = 0.1, 0.2, 0.5 costs 0.0167, 0.0939,
// 0.4946 nats a unit.
//
// rho^_j is the batch's mean of an activation in (0, 1): it is meant for a code whose activation is
// the sigmoid. What other activations give is held within [1e-6, 1 - 1e-6], so that it stays
// finite; beyond that there is no gradient. For a gaussian code the posterior's mean is taken.
//
// Source: Ng 2011, CS294A lecture notes "Sparse autoencoder"; Lee, Ekanadham & Ng 2008.
#include <cmath>

#include "terms/term.h"

namespace latent::terms {
namespace {

constexpr double kLeastActivation = 1e-6;

class KlSparsity final : public Term {
 public:
    explicit KlSparsity(const Params& params) { configure(params); }

    void configure(const Params& params) override { rho_ = params.number("rho"); }

    torch::Tensor loss(const Pass& pass) override {
        const torch::Tensor active =
            pass.encoding.mean.mean(0).clamp(kLeastActivation, 1 - kLeastActivation);  // [k]
        const double entropy = rho_ * std::log(rho_) + (1 - rho_) * std::log1p(-rho_);
        return (entropy - rho_ * active.log() - (1 - rho_) * (-active).log1p()).sum();
    }

 private:
    double rho_ = 0;
};

}  // namespace

TermEntry describe_kl_sparsity() {
    PartInfo info{
        "kl_sparsity",
        "KL sparsity",
        "sum_j rho ln(rho / rho^_j) + (1 - rho) ln((1 - rho) / (1 - rho^_j))",
        "Asks every unit to be active a small share of the time; meant for a sigmoid code.",
        "Ng 2011, CS294A lecture notes; Lee, Ekanadham & Ng 2008",
        {weight_spec(3, 0, 1000),
         ParamSpec::number("rho", 0.05, 0.001, 0.999)
             .named("share active, rho")
             .acts_live()
             .says("The mean activation that every unit is drawn towards.")}};
    return {info, [](const Params& params, const TermBlueprint&) -> std::unique_ptr<Term> {
                return std::make_unique<KlSparsity>(params);
            }};
}

}  // namespace latent::terms
