// The optimisers' update rules as one pass over memory each: weights, gradients and running averages
// are read once and written once. optim/ has the formulas and their sources.
//
// All arrays are [n] and do not overlap. Thread: any; stretches of one buffer may be updated at the
// same time.
#pragma once

#include <cstdint>

namespace latent::kernels {

inline constexpr float kEpsilon = 1e-8f;  // keeps a division by a root of squared gradients finite

// What a step of Adam needs: rate = lr / (1 - b1^t), root_correction = 1 / sqrt(1 - b2^t),
// keep = 1 - lr decay.
struct AdamStep {
    float rate = 0, b1 = 0, b2 = 0, root_correction = 0, keep = 1;
};
void adam(float* w, const float* g, float* m, float* v, std::int64_t n, const AdamStep& step);

void sgd(float* w, const float* g, float* b, std::int64_t n, float rate, float momentum);

void rmsprop(float* w, const float* g, float* v, float* b, std::int64_t n, float rate, float alpha,
             float momentum);

}  // namespace latent::kernels
