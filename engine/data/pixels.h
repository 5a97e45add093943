// Pixels as the network sees them: byte / 255, in [0, 1].
//
// Thread: any.
#pragma once

#include <cstdint>

namespace latent::data {

// out[i] = bytes[i] / 255.f, exactly as that division rounds. The two must not overlap.
void bytes_to_floats(const std::uint8_t* bytes, std::int64_t count, float* out);

}  // namespace latent::data
