// How well a grouping of points agrees with another, and with the distances between the points.
//
//   n_uv         points of class u in cluster v; n_u, n_v its sums over a row and a column
//   purity       1/n sum_v max_u n_uv
//   NMI          I(u; v) / ((H(u) + H(v)) / 2)           1 where both entropies are 0
//   ARI          (R - E) / ((sum_u C(n_u, 2) + sum_v C(n_v, 2)) / 2 - E)      C: pairs
//                R = sum_uv C(n_uv, 2), E = sum_u C(n_u, 2) sum_v C(n_v, 2) / C(n, 2)
//                0 for chance, 1 for the same grouping (Hubert & Arabie 1985)
//   silhouette   s_i = (b_i - a_i) / max(a_i, b_i): a_i mean distance to the others of one's own
//                class, b_i the least mean distance to another class; 0 for one alone in its class
//                (Rousseeuw 1987)
//
// Labels are 0 or more. Thread: any. Errors: Cancelled.
#pragma once

#include <cstdint>
#include <vector>

#include "statistics/report.h"

namespace latent::statistics {

struct Agreement {
    double purity = 0, nmi = 0, ari = 0;
};
// Both [n], n >= 1.
Agreement agreement(const std::vector<int>& classes, const std::vector<int>& clusters);

// s_i of every point, [n]. points [n, width] row-major; at least two classes among the labels.
// Time O(n^2 (width + classes)), memory O(block n).
std::vector<double> silhouettes(const float* points, std::int64_t n, std::int64_t width,
                                const std::vector<int>& labels, const Report& report = {});

}  // namespace latent::statistics
