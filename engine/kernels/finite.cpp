#include "kernels/finite.h"

#include "kernels/vectorised.h"

namespace latent::kernels {
namespace {

constexpr int kLanes = 32;  // partial sums: a single one cannot be vectorised

// x - x is 0 for every finite x and NaN otherwise, and a sum keeps a NaN.
LATENT_VECTORISED float sum_of_nothing(const float* __restrict values, std::int64_t n) {
    float sums[kLanes] = {};
    std::int64_t i = 0;
    for (; i + kLanes <= n; i += kLanes)
        for (int lane = 0; lane < kLanes; ++lane) sums[lane] += values[i + lane] - values[i + lane];
    for (; i < n; ++i) sums[0] += values[i] - values[i];
    float sum = 0;
    for (const float part : sums) sum += part;
    return sum;
}

}  // namespace

bool all_finite(const float* values, std::int64_t n) { return sum_of_nothing(values, n) == 0; }

}  // namespace latent::kernels
