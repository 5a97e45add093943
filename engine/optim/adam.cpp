// Adam: a step size of its own for every weight (adam_rule.h).
#include "optim/adam_rule.h"

namespace latent::optim {
namespace {

class Adam final : public AdamRule {
 public:
    explicit Adam(const Params& params) { Adam::configure(params); }
    void configure(const Params& params) override {
        set(params.number("learning_rate"), params.number("beta1"), params.number("beta2"), 0);
    }
};

}  // namespace

OptimizerEntry describe_adam() {
    PartInfo info{"adam",
                  "Adam",
                  "w -= lr m^ / (sqrt(v^) + eps)",
                  "A step size of its own for every weight, from running averages.",
                  "Kingma & Ba 2015, arXiv 1412.6980",
                  adam_specs()};
    return {info, [](const Params& params) -> std::unique_ptr<Optimizer> {
                return std::make_unique<Adam>(params);
            }};
}

}  // namespace latent::optim
