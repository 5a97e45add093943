// A sample as a sequence of H steps: one row of every channel a step, so that images are read row
// by row.
//
//   x [B, C, H, W] <-> steps [B, H, C W]
#pragma once

#include <torch/types.h>

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

// The same in PyTorch (python.h).
inline const char* const kPythonSteps = R"(def steps_of(x):
    """x [B, C, H, W] as H steps of C W numbers: an image row by row."""
    return x.permute(0, 2, 1, 3).flatten(2)


def sample_of(steps, channels, height, width):
    """steps [B, H, C W] -> x [B, C, H, W]."""
    return steps.view(-1, height, channels, width).permute(0, 2, 1, 3)
)";

}  // namespace latent::models
