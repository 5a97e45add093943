// RMSprop with momentum (Hinton, Coursera lecture 6e, 2012).
//
//   v <- a v + (1 - a) g^2        b <- mu b + g / (sqrt(v) + eps)        w <- w - lr b          eps
//   = 1e-8
#include "kernels/updates.h"
#include "optim/optimizer.h"

namespace latent::optim {
namespace {

class RmsProp final : public Optimizer {
 public:
    explicit RmsProp(const Params& params) { RmsProp::configure(params); }

    void configure(const Params& params) override {
        rate_ = float(params.number("learning_rate"));
        alpha_ = float(params.number("alpha"));
        momentum_ = float(params.number("momentum"));
    }

 private:
    void allocate(std::int64_t size) override {
        v_.assign(std::size_t(size), 0.0f);
        b_.assign(std::size_t(size), 0.0f);
    }

    std::vector<Average> averages() override { return {{"v", &v_}, {"b", &b_}}; }

    void begin_step(double factor) override { step_rate_ = rate_ * float(factor); }

    void update(float* w, const float* g, std::int64_t offset, std::int64_t n) override {
        kernels::rmsprop(w, g, v_.data() + offset, b_.data() + offset, n, step_rate_, alpha_,
                         momentum_);
    }

    float rate_ = 0, alpha_ = 0, momentum_ = 0, step_rate_ = 0;
    std::vector<float> v_, b_;
};

}  // namespace

OptimizerEntry describe_rmsprop() {
    PartInfo info{
        "rmsprop",
        "RMSprop",
        "w -= lr b,  b = mu b + g / (sqrt(v) + eps)",
        "Divides each gradient by its recent size; momentum carries on in the direction it went.",
        "Hinton 2012, Neural Networks for Machine Learning, lecture 6e",
        {learning_rate_spec(1e-3),
         ParamSpec::number("alpha", 0.99, 0, 0.9999)
             .acts_live()
             .says("How long squared gradients are remembered."),
         ParamSpec::number("momentum", 0.0, 0, 0.999)
             .acts_live()
             .says("Share of the last step that is kept.")}};
    return {info, [](const Params& params) -> std::unique_ptr<Optimizer> {
                return std::make_unique<RmsProp>(params);
            }};
}

}  // namespace latent::optim
