// From values to pictures: what a net puts out, as the 8-bit images that front ends show.
#pragma once

#include <torch/torch.h>

#include <atomic>
#include <cstdint>

#include "latent/snapshot.h"

namespace latent::models {

// Numbers batches of images and clouds, so that the window knows what it has uploaded. One a lab.
using VersionCounter = std::atomic<std::uint64_t>;

// values [count, C, H, W] in [0, 1] (others are clipped) -> round(255 v).
Images to_images(const torch::Tensor& values, std::uint64_t version);

}  // namespace latent::models
