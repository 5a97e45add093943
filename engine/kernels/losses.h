// A loss and its gradient in one pass: what the step back needs is known on the way there.
//
//   cross_entropy   sum_i softplus(l_i) - x_i l_i        gradient_i = 1 / (1 + e^-l_i) - x_i
//   squared_error   sum_i (y_i - x_i)^2                  gradient_i = 2 (y_i - x_i)
//
// All arrays are [n]; the sums are of float terms, added in double. Thread: any.
#pragma once

#include <cstdint>

namespace latent::kernels {

// gradient may be null.
double cross_entropy(const float* logits, const float* x, float* gradient, std::int64_t n);
double squared_error(const float* y, const float* x, float* gradient, std::int64_t n);

}  // namespace latent::kernels
