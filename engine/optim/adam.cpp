// Adam (Kingma & Ba 2015).
//
//   m <- b1 m + (1 - b1) g        v <- b2 v + (1 - b2) g^2
//   w <- w - lr  (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps)          eps = 1e-8
#include <cmath>

#include "optim/fused.h"
#include "optim/optimizer.h"

namespace latent::optim {
namespace {

struct AdamStep {
    float rate, b1, b2, root_correction;  // lr / (1 - b1^t), ..., 1 / sqrt(1 - b2^t)
};

LATENT_FUSED void adam_update(float* __restrict w, const float* __restrict g, float* __restrict m,
                              float* __restrict v, std::int64_t n, AdamStep s) {
    for (std::int64_t i = 0; i < n; ++i) {
        m[i] = s.b1 * m[i] + (1 - s.b1) * g[i];
        v[i] = s.b2 * v[i] + (1 - s.b2) * g[i] * g[i];
        w[i] -= s.rate * m[i] / (std::sqrt(v[i]) * s.root_correction + kEpsilon);
    }
}

class Adam final : public Optimizer {
 public:
    explicit Adam(const Params& params) { Adam::configure(params); }

    void configure(const Params& params) override {
        rate_ = params.number("learning_rate");
        b1_ = params.number("beta1");
        b2_ = params.number("beta2");
    }

 private:
    void allocate(std::int64_t size) override {
        m_.assign(std::size_t(size), 0.0f);
        v_.assign(std::size_t(size), 0.0f);
    }

    void begin_step() override {
        const double t = double(steps_taken());
        step_ = {float(rate_ / (1 - std::pow(b1_, t))), float(b1_), float(b2_),
                 float(1 / std::sqrt(1 - std::pow(b2_, t)))};
    }

    void update(float* w, const float* g, std::int64_t offset, std::int64_t n) override {
        adam_update(w, g, m_.data() + offset, v_.data() + offset, n, step_);
    }

    double rate_ = 0, b1_ = 0, b2_ = 0;
    AdamStep step_{};
    std::vector<float> m_, v_;
};

}  // namespace

OptimizerEntry describe_adam() {
    PartInfo info{"adam",
                  "Adam",
                  "w -= lr m^ / (sqrt(v^) + eps)",
                  "A step size of its own for every weight, from running averages.",
                  "Kingma & Ba 2015, arXiv 1412.6980",
                  {learning_rate_spec(1e-3),
                   ParamSpec::number("beta1", 0.9, 0, 0.9999)
                       .named("beta 1")
                       .acts_live()
                       .says("How long gradients are remembered."),
                   ParamSpec::number("beta2", 0.999, 0, 0.99999)
                       .named("beta 2")
                       .acts_live()
                       .says("How long their squares are remembered.")}};
    return {info, [](const Params& params) -> std::unique_ptr<Optimizer> {
                return std::make_unique<Adam>(params);
            }};
}

}  // namespace latent::optim
