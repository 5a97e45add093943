// The maximum mean discrepancy between codes and draws from a prior (mmd.cpp).
#pragma once

#include <torch/types.h>

#include <vector>

namespace latent::terms {

// The seven scales s of Tolstikhin et al.'s code.
extern const std::vector<double> kMmdScales;

// The unbiased estimate of MMD^2 with inverse multiquadratic kernels summed over the scales.
// codes, draws: [B, k], B > 1. Returns a scalar that may be negative.
torch::Tensor mmd(const torch::Tensor& codes, const torch::Tensor& draws,
                  const std::vector<double>& scales = kMmdScales);

}  // namespace latent::terms
