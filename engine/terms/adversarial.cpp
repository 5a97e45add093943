// Adversarial prior: a second player tells codes from draws of a prior, the encoder fools it.
//
//   L_D  = E softplus(-D(p)) + E softplus(D(z))          the opponent's: p is real, z is not
//   loss = E softplus(-D(z))                             the net's, the non-saturating form
//
//   z, p [B, k]   D(z) [B, 1], a logit
//
// Any shape can be asked of the cloud of codes as long as one can draw from it: a normal, ten
// petals, a spiral. Where the opponent is at a loss, D = 0: L_D = 2 ln 2 = 1.386 and the net's is
// ln 2 = 0.693. The two play in turn, so the curves wander instead of falling.
//
// The paper gives the encoder an optimiser of its own for this game; here it is one term of the
// sum, so its weight matters beside a reconstruction of tens or hundreds of nats.
//
// Source: Makhzani, Shlens, Jaitly, Goodfellow & Frey 2016, arXiv 1511.05644; Goodfellow et al.
// 2014, arXiv 1406.2661 for the non-saturating form.
#include "terms/discriminator.h"
#include "terms/priors.h"
#include "terms/term.h"

namespace latent::terms {
namespace {

class Adversarial final : public Term {
 public:
    Adversarial(const Params& params, const TermBlueprint& blueprint)
        : opponent_(params, blueprint, 1) {
        configure(params);
    }

    void configure(const Params& params) override { draw_ = prior_called(params.text("prior")); }

    torch::Tensor loss(const Pass& pass) override {
        return torch::softplus(-opponent_.net->frozen(pass.encoding.z)).mean();
    }

    const Opponent* opponent() const override { return &opponent_.player; }

    torch::Tensor opponent_loss(const Pass& pass) override {
        const torch::Tensor z = pass.encoding.z.detach();
        const torch::Tensor p = draw_(z.size(0), z.size(1), *pass.noise, z.options());
        return torch::softplus(-opponent_.net->forward(p)).mean() +
               torch::softplus(opponent_.net->forward(z)).mean();
    }

 private:
    OpponentNet opponent_;
    DrawPrior draw_ = nullptr;
};

}  // namespace

TermEntry describe_adversarial() {
    PartInfo info{
        "adversarial",
        "Adversarial prior",
        "E softplus(-D(z)),  D tells codes from draws of the prior",
        "A second net learns to tell codes from draws of a shape you choose; the encoder "
        "learns to fool it until its codes fill that shape.",
        "Makhzani et al. 2016, arXiv 1511.05644 (adversarial autoencoder)",
        {weight_spec(10, 0, 1000),
         ParamSpec::choice("prior", "gaussian", prior_names())
             .acts_live()
             .says("The shape the codes shall fill: a standard normal, ten petals round a "
                   "ring, or a spiral; the last two lie in the first two dimensions.")}};
    for (ParamSpec& spec : opponent_specs()) info.params.push_back(std::move(spec));
    return {info, [](const Params& params, const TermBlueprint& made) -> std::unique_ptr<Term> {
                return std::make_unique<Adversarial>(params, made);
            }};
}

}  // namespace latent::terms
