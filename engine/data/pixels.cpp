#include "data/pixels.h"

#include "kernels/vectorised.h"

namespace latent::data {

// A multiplication by 1/255 would be wrong in the last bit for 126 of the 256 bytes. The division
// vectorises; without __restrict the compiler must fear that `out` overwrites `bytes`.
LATENT_VECTORISED void bytes_to_floats(const std::uint8_t* __restrict bytes, std::int64_t count,
                     float* __restrict out) {
    for (std::int64_t i = 0; i < count; ++i) out[i] = float(bytes[i]) / 255.0f;
}

}  // namespace latent::data
