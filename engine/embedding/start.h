// Where t-SNE begins: the first two principal directions of the codes, small.
//
//   y_i = 1e-4 / std(first) * (x_i . v_1, x_i . v_2) + 1e-6 noise
//
// The map is then laid out like the data at large, which random starts leave to chance (Kobak &
// Linderman 2021). The noise parts what principal directions cannot: equal codes, codes on a line.
//
// Thread: any.
#pragma once

#include <cstdint>
#include <vector>

namespace latent::embedding {

// points: [count, width] row-major, finite, not all equal. Returns [count, 2].
std::vector<float> principal_start(const std::vector<float>& points, int width, std::uint64_t seed);

}  // namespace latent::embedding
