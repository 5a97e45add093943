#include "optim/adam_rule.h"

#include <cmath>

namespace latent::optim {
void AdamRule::set(double rate, double b1, double b2, double decay) {
    rate_ = rate;
    b1_ = b1;
    b2_ = b2;
    decay_ = decay;
}

void AdamRule::allocate(std::int64_t size) {
    m_.assign(std::size_t(size), 0.0f);
    v_.assign(std::size_t(size), 0.0f);
}

void AdamRule::begin_step(double factor) {
    const double t = double(steps_taken()), rate = factor * rate_;
    step_ = {float(rate / (1 - std::pow(b1_, t))), float(b1_), float(b2_),
             float(1 / std::sqrt(1 - std::pow(b2_, t))), float(1 - rate * decay_)};
}

void AdamRule::update(float* w, const float* g, std::int64_t offset, std::int64_t n) {
    kernels::adam(w, g, m_.data() + offset, v_.data() + offset, n, step_);
}

std::vector<ParamSpec> adam_specs() {
    return {learning_rate_spec(1e-3),
            ParamSpec::number("beta1", 0.9, 0, 0.9999)
                .named("beta 1")
                .acts_live()
                .says("How long gradients are remembered."),
            ParamSpec::number("beta2", 0.999, 0, 0.99999)
                .named("beta 2")
                .acts_live()
                .says("How long their squares are remembered.")};
}

}  // namespace latent::optim
