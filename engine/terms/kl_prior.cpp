// KL(q(z|x) || N(0, I)), the price of a code (Kingma & Welling 2014).
//
//   KL_j = mean_batch 1/2 (mu_j^2 + exp(logvar_j) - logvar_j - 1)          nats   mu, logvar [B, k]
//   loss = ramp * | sum_j max(KL_j, F) - C |                 without | - C| when there is no C
//
//   weight       beta: 1 is the evidence bound; more of it buys disentangled, blurrier codes
//                (Higgins et al. 2017); with a capacity it is gamma of Burgess et al., about 1000
//   ramp         min(1, step / warm_up): the code may form before it is taxed (Bowman et al. 2016)
//   F            free_bits ln 2: what each latent may keep unpunished, a remedy for collapsed
//                latents (Kingma et al. 2016). It acts on the batch's mean of each latent.
//   C            capacity min(1, step / capacity_steps): the price is not to lie at 0 but at C,
//                which is raised slowly, so that the latents are taken into use one by one (Burgess
//                et al. 2018). | | acts on the batch's mean of the whole sum.
//
// KL of one latent with (mu, logvar): (1, 0) 0.5, (0, ln 4) 0.806853, (2, -1) 2.183940.
//
// The recorded value is the loss as given above, ramp and all.
#include <algorithm>
#include <cmath>

#include "terms/term.h"

namespace latent::terms {
namespace {

class KlPrior final : public Term {
 public:
    explicit KlPrior(const Params& params) { configure(params); }

    void configure(const Params& params) override {
        warm_up_ = params.integer("warm_up");
        free_nats_ = params.number("free_bits") * std::log(2.0);
        capacity_ = params.number("capacity");
        capacity_steps_ = params.integer("capacity_steps");
    }

    torch::Tensor loss(const Pass& pass) override {
        const torch::Tensor& mean = pass.encoding.mean;      // [B, k]
        const torch::Tensor& logvar = pass.encoding.logvar;  // [B, k]
        // expm1(l) - l instead of exp(l) - l - 1: near the prior the terms cancel.
        torch::Tensor price =
            (mean.square() + logvar.expm1() - logvar).sum(0) * (0.5 / double(mean.size(0)));  // [k]
        if (free_nats_ > 0) price = price.clamp_min(free_nats_);
        price = price.sum();
        if (capacity_ > 0) price = (price - capacity_ * share(pass.step, capacity_steps_)).abs();
        const double ramp = share(pass.step, warm_up_);
        return ramp == 1 ? price : price * ramp;
    }

 private:
    // How much of a rise over `steps` is done; 0 steps: all of it, at once.
    static double share(std::int64_t step, std::int64_t steps) {
        return steps > 0 ? std::min(1.0, double(step) / double(steps)) : 1.0;
    }

    std::int64_t warm_up_ = 0, capacity_steps_ = 0;
    double free_nats_ = 0, capacity_ = 0;
};

}  // namespace

TermEntry describe_kl_prior() {
    PartInfo info{
        "kl_prior",
        "KL to the prior",
        "sum_j 1/2 (mu_j^2 + sigma_j^2 - ln sigma_j^2 - 1)",
        "Pulls every code towards a standard normal, so that the space between codes can be "
        "decoded too. Warm-up, free bits and a capacity change what the loss gets, and what is "
        "recorded.",
        "Kingma & Welling 2014, arXiv 1312.6114; Higgins et al. 2017 for beta; Burgess et al. "
        "2018, arXiv 1804.03599 for the capacity",
        {weight_spec(1, 0, 1000, "beta"),
         ParamSpec::integer("warm_up", 0, 0, 1000000)
             .named("warm-up")
             .in("steps")
             .acts_live()
             .says("Steps over which the term rises from nothing to its full weight, so that the "
                   "code may form before it is taxed; 0: at once."),
         ParamSpec::number("free_bits", 0, 0, 10)
             .named("free bits")
             .in("bits a latent")
             .acts_live()
             .says("What each latent may hold unpunished, a remedy for collapsed latents."),
         ParamSpec::number("capacity", 0, 0, 200)
             .named("capacity C")
             .in("nats")
             .acts_live()
             .says("When not 0 the price is |KL - C|: it is drawn towards C instead of 0 (with a "
                   "weight of about 1000)."),
         ParamSpec::integer("capacity_steps", 10000, 0, 1000000)
             .named("capacity rises over")
             .in("steps")
             .acts_live()
             .says("Steps over which C rises from 0, so that latents are taken into use one by "
                   "one; 0: at once.")}};
    info.needs_gaussian_code = true;
    return {info, [](const Params& params, const TermBlueprint&) -> std::unique_ptr<Term> {
                return std::make_unique<KlPrior>(params);
            }};
}

}  // namespace latent::terms
