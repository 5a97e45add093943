// The codes of a walk: straight lines along directions, and from one code to another.
//
// Thread: any. Errors: std::invalid_argument with a sentence.
#pragma once

#include <vector>

#include "latent/explorer.h"

namespace latent::explore {

// [R count, k] row by row; code(r, i) = origin + t_i direction_r, t_i from from[r] to to[r] in
// equal steps (a single one stands at from[r]). `width` is the net's k.
std::vector<float> codes_of(const Traverse& question, int width);

// [count, k].
//
//   linear      z(t) = a + t (b - a)
//   spherical   z(t) = l(t) (sin((1 - t) w) a' + sin(t w) b') / sin w
//               a', b' = a, b at length 1,  w the angle between them,
//               l(t) = (1 - t) |a| + t |b|, not below 0          (White 2016, arXiv 1609.04468)
//
// at t in equal steps over [first, last].
std::vector<float> codes_of(const Interpolate& question, int width);

}  // namespace latent::explore
