// How FactorVAE breaks the ties between latents (factor_vae.cpp).
#pragma once

#include <torch/types.h>

namespace latent::terms {

// z [B, k] with each column permuted over the batch by a permutation of its own.
torch::Tensor permute_columns(const torch::Tensor& z, torch::Generator& noise);

}  // namespace latent::terms
