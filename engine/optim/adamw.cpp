// AdamW: Adam that also shrinks every weight a little in each step (adam_rule.h).
#include "optim/adam_rule.h"

namespace latent::optim {
namespace {

class AdamW final : public AdamRule {
 public:
    explicit AdamW(const Params& params) { AdamW::configure(params); }
    void configure(const Params& params) override {
        set(params.number("learning_rate"), params.number("beta1"), params.number("beta2"),
            params.number("weight_decay"));
    }
};

}  // namespace

OptimizerEntry describe_adamw() {
    PartInfo info{"adamw",
                  "AdamW",
                  "w -= lr (m^ / (sqrt(v^) + eps) + decay w)",
                  "Adam that also pulls every weight towards zero, by the same share for all.",
                  "Loshchilov & Hutter 2019, arXiv 1711.05101",
                  adam_specs()};
    info.params.push_back(ParamSpec::number("weight_decay", 0.01, 0, 10)
                              .named("weight decay")
                              .acts_live()
                              .says("Share of every weight that is taken off in a step, times the "
                                    "learning rate."));
    return {info, [](const Params& params) -> std::unique_ptr<Optimizer> {
                return std::make_unique<AdamW>(params);
            }};
}

}  // namespace latent::optim
