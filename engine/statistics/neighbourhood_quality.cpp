#include "statistics/neighbourhood_quality.h"

#include <cstddef>
#include <string>
#include <vector>

#include "statistics/point_columns.h"
#include "statistics/wide_vectors.h"

namespace latent::statistics {
namespace {

PointColumns columns_of(const float* points, int width, int count, const std::string& what) {
    PointColumns columns(points, width, count);
    if (!columns.finite())
        throw NotDefined("Neighbours cannot be told: a number of the " + what + " is not finite.");
    if (columns.in_one_place())
        throw NotDefined("Neighbours cannot be told: all points of the " + what +
                         " lie in one place.");
    return columns;
}

// How many of distances[begin, end) are below `value`, or equal to it where `or_equal` says so.
LATENT_WIDE_VECTORS
int count_below(const float* distances, int begin, int end, float value, bool or_equal) {
    int count = 0;
    if (or_equal)
        for (int j = begin; j < end; ++j) count += distances[j] <= value;
    else
        for (int j = begin; j < end; ++j) count += distances[j] < value;
    return count;
}

// sum_{j in near, not among the k nearest by `distances`} (rank of j by `distances` - k).
double strangers(const std::vector<Neighbour>& near, const std::vector<float>& distances,
                 const Neighbour& kth, int k) {
    double sum = 0;
    for (const Neighbour& neighbour : near) {
        const int j = neighbour.index;
        const float distance = distances[std::size_t(j)];
        if (!(kth < Neighbour{distance, j})) continue;
        const int nearer =
            count_below(distances.data(), 0, j, distance, true) +
            count_below(distances.data(), j + 1, int(distances.size()), distance, false);
        sum += nearer + 1 - k;
    }
    return sum;
}

}  // namespace

NeighbourhoodQuality neighbourhood_quality(const float* originals, int width, const float* map,
                                           int map_width, int count, int k, const Report& report,
                                           const PointNames& names) {
    if (k < 1 || 2 * k >= count)
        throw NotDefined("Ranks among " + std::to_string(k) + " neighbours need more than " +
                         std::to_string(2 * k) + " points; there are " + std::to_string(count) +
                         ".");
    const PointColumns a = columns_of(originals, width, count, names.originals),
                       b = columns_of(map, map_width, count, names.map);
    std::vector<float> from_a(static_cast<std::size_t>(count)), from_b(from_a.size());
    std::vector<Neighbour> near_a, near_b;
    double false_neighbours = 0, torn_apart = 0;
    for (int i = 0; i < count; ++i) {
        if (report && i % 64 == 0) report(double(i) / count, "Comparing neighbourhoods.");
        a.squared_distances(i, from_a.data());
        b.squared_distances(i, from_b.data());
        find_nearest(from_a.data(), count, k, near_a);
        find_nearest(from_b.data(), count, k, near_b);
        false_neighbours += strangers(near_b, from_a, near_a.back(), k);
        torn_apart += strangers(near_a, from_b, near_b.back(), k);
    }
    const double scale = 2.0 / (double(count) * k * (2.0 * count - 3.0 * k - 1));
    return {1 - scale * false_neighbours, 1 - scale * torn_apart};
}

}  // namespace latent::statistics
