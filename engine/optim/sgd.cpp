// Stochastic gradient descent with momentum (Polyak 1964).
//
//   b <- mu b + g        w <- w - lr b
#include "kernels/updates.h"
#include "optim/optimizer.h"

namespace latent::optim {
namespace {

class Sgd final : public Optimizer {
 public:
    explicit Sgd(const Params& params) { Sgd::configure(params); }

    void configure(const Params& params) override {
        rate_ = float(params.number("learning_rate"));
        momentum_ = float(params.number("momentum"));
    }

 private:
    void allocate(std::int64_t size) override { b_.assign(std::size_t(size), 0.0f); }

    std::vector<Average> averages() override { return {{"b", &b_}}; }

    void begin_step(double factor) override { step_rate_ = rate_ * float(factor); }

    void update(float* w, const float* g, std::int64_t offset, std::int64_t n) override {
        kernels::sgd(w, g, b_.data() + offset, n, step_rate_, momentum_);
    }

    float rate_ = 0, momentum_ = 0, step_rate_ = 0;
    std::vector<float> b_;
};

}  // namespace

OptimizerEntry describe_sgd() {
    // Losses are summed over pixels, so that gradients are hundreds of times those of a mean: hence
    // the small rate.
    PartInfo info{
        "sgd",
        "SGD with momentum",
        "w -= lr b,  b = mu b + g",
        "The plain method: the same step size for all weights. Sensitive to the learning rate.",
        "Robbins & Monro 1951; Polyak 1964",
        {learning_rate_spec(1e-4), ParamSpec::number("momentum", 0.9, 0, 0.999)
                                       .acts_live()
                                       .says("Share of the last step that is kept.")}};
    return {info, [](const Params& params) -> std::unique_ptr<Optimizer> {
                return std::make_unique<Sgd>(params);
            }};
}

}  // namespace latent::optim
