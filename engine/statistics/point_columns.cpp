#include "statistics/point_columns.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "statistics/wide_vectors.h"

namespace latent::statistics {
namespace {

LATENT_WIDE_VECTORS
void add_squares(const float* columns, int width, int count, int from, float* out) {
    for (int d = 0; d < width; ++d) {
        const float* column = columns + std::size_t(d) * std::size_t(count);
        const float here = column[from];
        for (int j = 0; j < count; ++j) out[j] += (column[j] - here) * (column[j] - here);
    }
}

}  // namespace

PointColumns::PointColumns(const float* points, int width, int count)
    : width_(width), count_(count) {
    std::vector<double> shifted(std::size_t(width) * std::size_t(count));
    double most = 0;
    for (int i = 0; i < count; ++i)
        for (int d = 0; d < width; ++d) {
            const float value = points[std::size_t(i) * std::size_t(width) + std::size_t(d)];
            finite_ = finite_ && std::isfinite(value);
            double& place = shifted[std::size_t(d) * std::size_t(count) + std::size_t(i)];
            place = double(value) - double(points[d]);
            most = std::max(most, std::abs(place));
        }
    in_one_place_ = most == 0;
    columns_.resize(shifted.size());
    std::transform(shifted.begin(), shifted.end(), columns_.begin(),
                   [&](double value) { return in_one_place_ ? 0.0f : float(value / most); });
}

void PointColumns::squared_distances(int from, float* out) const {
    std::fill(out, out + count_, 0.0f);
    add_squares(columns_.data(), width_, count_, from, out);
    out[from] = std::numeric_limits<float>::infinity();
}

void find_nearest(const float* squared_distances, int count, int k, std::vector<Neighbour>& found) {
    found.clear();
    for (int j = 0; j < count; ++j) {
        const Neighbour candidate{squared_distances[j], j};
        if (int(found.size()) == k) {
            if (!(candidate < found.back())) continue;
            found.pop_back();
        }
        found.insert(std::upper_bound(found.begin(), found.end(), candidate), candidate);
    }
}

}  // namespace latent::statistics
