// A sample as a sequence of H steps: one row of every channel a step, so that images are read row
// by row.
//
//   x [B, C, H, W] <-> steps [B, H, C W]
#pragma once

#include <torch/torch.h>

#include "latent/catalog.h"

namespace latent::models {

inline torch::Tensor steps_of(const torch::Tensor& x) {
    return x.permute({0, 2, 1, 3}).reshape({x.size(0), x.size(2), x.size(1) * x.size(3)});
}

inline torch::Tensor sample_of(const torch::Tensor& steps, const ImageShape& shape) {
    return steps.reshape({steps.size(0), shape.height, shape.channels, shape.width})
        .permute({0, 2, 1, 3})
        .contiguous();
}

}  // namespace latent::models
