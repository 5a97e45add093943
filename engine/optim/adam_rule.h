// Adam (Kingma & Ba 2015), and with `decay` > 0 AdamW (Loshchilov & Hutter 2019).
//
//   m <- b1 m + (1 - b1) g        v <- b2 v + (1 - b2) g^2                        eps = 1e-8
//   w <- (1 - lr decay) w - lr (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps)
//
// The decay is decoupled: it shrinks the weights themselves and is not added to the gradient, where
// the division by sqrt(v) would undo it for just the weights with the largest gradients. It applies
// to every parameter, biases included, as in the library's own AdamW.
#pragma once

#include <vector>

#include "kernels/updates.h"
#include "optim/optimizer.h"

namespace latent::optim {

class AdamRule : public Optimizer {
 protected:
    void set(double rate, double b1, double b2, double decay);

 private:
    void allocate(std::int64_t size) override;
    std::vector<Average> averages() override { return {{"m", &m_}, {"v", &v_}}; }
    void begin_step(double factor) override;
    void update(float* w, const float* g, std::int64_t offset, std::int64_t n) override;

    double rate_ = 0, b1_ = 0, b2_ = 0, decay_ = 0;
    kernels::AdamStep step_;
    std::vector<float> m_, v_;
};

// The parameters that both have: learning_rate, beta1, beta2.
std::vector<ParamSpec> adam_specs();

}  // namespace latent::optim
