// The nearest neighbours of every point among all the others, exact.
//
//   r_1(i) <= r_2(i) <= ... <= r_k(i)      Euclidean distances from x_i to its k nearest, itself
//                                          left out
//
// Candidates come from |a|^2 + |b|^2 - 2 a.b of the centred points in double, by blocks; the
// distances that are given out are then computed anew as sqrt(sum (a - b)^2), so that equal points
// are exactly 0 apart. Ties go to the point of lower number.
//
// Thread: any. Errors: std::invalid_argument when there are no k others, Cancelled.
#pragma once

#include <cstdint>
#include <vector>

#include "statistics/report.h"

namespace latent::statistics {

struct Neighbours {
    std::int64_t count = 0;  // n
    int k = 0;
    std::vector<std::int64_t> index;  // [n, k] row-major, nearest first
    std::vector<double> distance;     // [n, k]
};

// points [n, width] row-major. Time O(n^2 width), memory O(block n + n width).
Neighbours nearest_neighbours(const float* points, std::int64_t n, std::int64_t width, int k,
                              const Report& report = {});

// Share of points whose label is the most frequent one among their k nearest; a tie goes to the
// class of lower number, as in scikit-learn. labels [n], each 0 or more.
double neighbour_vote_accuracy(const Neighbours& neighbours, const std::vector<int>& labels);

// mean_i |kNN_a(i) n kNN_b(i)| / k: the share of neighbours that two looks at the same n points have
// in common. Both of equal n and k.
double shared_neighbours(const Neighbours& a, const Neighbours& b);

}  // namespace latent::statistics
