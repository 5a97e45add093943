// Reconstruction losses whose gradient is computed with them (kernels/losses.h).
//
//   cross_entropy   sum_i softplus(l_i) - x_i l_i      squared_error   sum_i (y_i - x_i)^2
//
// Scalars, of tensors of the same shape; x is data and gets no gradient. Same values and gradients as
// the library's own, to rounding; gradients of gradients are defined. Thread: any.
#pragma once

#include <torch/types.h>

namespace latent::terms {

torch::Tensor cross_entropy(const torch::Tensor& logits, const torch::Tensor& x);
torch::Tensor squared_error(const torch::Tensor& y, const torch::Tensor& x);

}  // namespace latent::terms
