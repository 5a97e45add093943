// A layer's bias and activation together: y = f(a + b), one pass there and one back
// (kernels/activations.h), where the library takes three and four.
//
//   a [B, n] with b [n], or feature maps a [B, C, H, W] with b [C]
//
// Same values as activate(activation, a + b), to rounding; gradients of gradients are defined.
//
// Thread: any.
#pragma once

#include <torch/types.h>

#include "models/activation.h"

namespace latent::models {

// Overwrites `a`: it must be fresh from an operation that does not keep its result for the way back,
// as matrix products and convolutions do not. `bias` may be undefined.
torch::Tensor bend(Activation activation, torch::Tensor a, const torch::Tensor& bias);

}  // namespace latent::models
