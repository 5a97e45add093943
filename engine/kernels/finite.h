// Whether a run has diverged can be read off its weights, all of them, at every look.
//
// Thread: any.
#pragma once

#include <cstdint>

namespace latent::kernels {

// True when none of values [n] is infinite or no number.
bool all_finite(const float* values, std::int64_t n);

}  // namespace latent::kernels
