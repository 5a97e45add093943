// FactorVAE: total correlation as a second player sees it.
//
//   TC   = KL(q(z) || prod_j q(z_j)) ~ E [ D_0(z) - D_1(z) ]                  the net minimises it
//   L_D  = 1/2 ( CE(D(z), 0) + CE(D(perm z), 1) )                            the opponent its own
//
//   z [B, k]   D(z) [B, 2] logits   perm: every column of z permuted over the batch for itself
//
// Permuting the columns keeps what each latent does and destroys what they do together, so that z
// and perm z are draws from q(z) and from prod_j q(z_j). A discriminator that tells them apart
// knows their density ratio, and the difference of its logits is its logarithm. Where it cannot,
// L_D = ln 2 = 0.693 and TC = 0. The estimate may be negative while the opponent lags behind.
//
// It stands beside kl_prior with weight 1. The paper permutes a second batch; here it is the same
// one, as in google-research/disentanglement_lib. The paper's opponent has 6 layers of 1000 units,
// which doubles the price of a step; 3 of 256 do for codes of ten.
//
// Source: Kim & Mnih 2018, arXiv 1802.05983.
#include "terms/factor_vae.h"

#include "terms/discriminator.h"
#include "terms/term.h"

namespace latent::terms {

torch::Tensor permute_columns(const torch::Tensor& z, torch::Generator& noise) {
    const torch::Tensor keys = torch::rand(z.sizes(), noise, z.options());
    return z.gather(0, keys.argsort(std::int64_t{0}, false));
}

namespace {

class FactorVae final : public Term {
 public:
    FactorVae(const Params& params, const TermBlueprint& blueprint)
        : opponent_(params, blueprint, 2) {}

    torch::Tensor loss(const Pass& pass) override {
        const torch::Tensor logits = opponent_.net->frozen(pass.encoding.z);
        return (logits.select(1, 0) - logits.select(1, 1)).mean();
    }

    const Opponent* opponent() const override { return &opponent_.player; }

    torch::Tensor opponent_loss(const Pass& pass) override {
        const torch::Tensor z = pass.encoding.z.detach();
        const torch::Tensor logits =
            opponent_.net->forward(torch::cat({z, permute_columns(z, *pass.noise)}));
        const torch::Tensor log_shares = logits.log_softmax(1);
        const std::int64_t count = z.size(0);
        return -0.5 / double(count) *
               (log_shares.select(1, 0).slice(0, 0, count).sum() +
                log_shares.select(1, 1).slice(0, count).sum());
    }

 private:
    OpponentNet opponent_;
};

}  // namespace

TermEntry describe_factor_vae() {
    PartInfo info{"factor_vae",
                  "Total correlation by an opponent",
                  "E[ D_0(z) - D_1(z) ],  D tells z from z with its columns permuted",
                  "A second net learns to tell the codes from codes whose latents were shuffled "
                  "apart; the encoder makes that impossible, which makes the latents independent.",
                  "Kim & Mnih 2018, arXiv 1802.05983 (FactorVAE)",
                  {weight_spec(10, 0, 1000, "gamma")}};
    for (ParamSpec& spec : opponent_specs()) info.params.push_back(std::move(spec));
    info.needs_gaussian_code = true;
    return {info, [](const Params& params, const TermBlueprint& made) -> std::unique_ptr<Term> {
                return std::make_unique<FactorVae>(params, made);
            }};
}

}  // namespace latent::terms
