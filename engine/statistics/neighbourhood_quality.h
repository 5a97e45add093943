// Whether a map of points keeps their neighbourhoods: trustworthiness and continuity (Venna & Kaski
// 2001).
//
//   T(k) = 1 - 2 / (n k (2 n - 3 k - 1)) sum_i sum_{j in U_k(i)} (r(i, j) - k)
//
//   U_k(i)   the points that are among the k nearest of i on the map, but not among its originals
//   r(i, j)  the rank of j among the originals by distance from i; the nearest has rank 1
//   C(k)     the same with map and originals exchanged
//
// Trustworthiness is lost by neighbours on the map that are none (false neighbours), continuity by
// neighbours that the map tore apart. Both are 1 for a map that keeps every neighbourhood, and near
// 1/2 for a random one. Distances are Euclidean; the nearer index comes first where two are equal.
//
// Thread: any. Cost: n^2 (width + map_width) multiplications; 2,000 points of width 32 take 0.05 s.
#pragma once

#include "statistics/report.h"

namespace latent::statistics {

struct NeighbourhoodQuality {
    double trustworthiness = 0, continuity = 0;  // in [0, 1]
};

// What the two sets of points are called in sentences: "codes", "inputs".
struct PointNames {
    const char* originals = "codes";
    const char* map = "map";
};

// originals: [count, width], map: [count, map_width], row-major. Throws NotDefined with a sentence
// when 2 k >= count, when a number is not finite, or when all points of either lie in one place.
NeighbourhoodQuality neighbourhood_quality(const float* originals, int width, const float* map,
                                           int map_width, int count, int k,
                                           const Report& report = {}, const PointNames& names = {});

}  // namespace latent::statistics
