#include "optim/adam_rule.h"

#include <cmath>

#include "optim/fused.h"

namespace latent::optim {
namespace {

LATENT_FUSED void adam_update(float* __restrict w, const float* __restrict g, float* __restrict m,
                              float* __restrict v, std::int64_t n, float rate, float b1, float b2,
                              float root_correction, float keep) {
    for (std::int64_t i = 0; i < n; ++i) {
        m[i] = b1 * m[i] + (1 - b1) * g[i];
        v[i] = b2 * v[i] + (1 - b2) * g[i] * g[i];
        w[i] = keep * w[i] - rate * m[i] / (std::sqrt(v[i]) * root_correction + kEpsilon);
    }
}

}  // namespace

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
    adam_update(w, g, m_.data() + offset, v_.data() + offset, n, step_.rate, step_.b1, step_.b2,
                step_.root_correction, step_.keep);
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
