// Between tensors and the samples that front ends show.
#pragma once

#include <torch/types.h>

#include <atomic>
#include <cstdint>

#include "latent/snapshot.h"

namespace latent::models {

// Numbers batches of images and clouds, so that the window knows what it has uploaded. One a lab.
using VersionCounter = std::atomic<std::uint64_t>;

// values [count, C, H, W]. Images become bytes, round(255 v) with v clipped to [0, 1]; points and
// sequences stay numbers.
Samples to_samples(const torch::Tensor& values, DataKind kind, std::uint64_t version);

// The way back: [count, C, H, W] float.
torch::Tensor to_tensor(const Samples& samples);

}  // namespace latent::models
