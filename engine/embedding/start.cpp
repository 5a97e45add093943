#include "embedding/start.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <random>

namespace latent::embedding {
namespace {

using Direction = std::vector<double>;

double dot(const Direction& a, const Direction& b) {
    double sum = 0;
    for (std::size_t d = 0; d < a.size(); ++d) sum += a[d] * b[d];
    return sum;
}

// Orthogonal to `other` and of length 1; false when nothing is left.
bool normalise(Direction& v, const Direction* other) {
    const double before = std::sqrt(dot(v, v));
    if (other) {
        const double along = dot(v, *other);
        for (std::size_t d = 0; d < v.size(); ++d) v[d] -= along * (*other)[d];
    }
    const double length = std::sqrt(dot(v, v));
    if (!(length > 1e-12 * before) || length == 0) return false;
    for (double& value : v) value /= length;
    return true;
}

// v <- X^T X v
void multiply(const std::vector<float>& centred, Direction& v) {
    const std::size_t width = v.size();
    Direction result(width, 0.0);
    for (std::size_t from = 0; from < centred.size(); from += width) {
        double along = 0;
        for (std::size_t d = 0; d < width; ++d) along += double(centred[from + d]) * v[d];
        for (std::size_t d = 0; d < width; ++d) result[d] += along * double(centred[from + d]);
    }
    v = std::move(result);
}

}  // namespace

std::vector<float> principal_start(const std::vector<float>& points, int width,
                                   std::uint64_t seed) {
    const auto k = std::size_t(width), n = points.size() / k;
    std::vector<double> mean(k, 0.0);
    for (std::size_t i = 0; i < points.size(); ++i) mean[i % k] += double(points[i]) / double(n);
    double most = 0;
    for (std::size_t i = 0; i < points.size(); ++i)
        most = std::max(most, std::abs(double(points[i]) - mean[i % k]));
    std::vector<float> centred(points.size());
    for (std::size_t i = 0; i < points.size(); ++i)
        centred[i] = float((double(points[i]) - mean[i % k]) / most);

    // Orthogonal iteration. The directions need not be exact, only along what is large.
    std::mt19937_64 generator(seed);
    std::normal_distribution<double> normal;
    constexpr int kRounds = 60;
    std::array<Direction, 2> directions{Direction(k), Direction(k)};
    std::array<bool, 2> there{true, k > 1};
    for (Direction& v : directions)
        for (double& value : v) value = normal(generator);
    normalise(directions[0], nullptr);
    there[1] = there[1] && normalise(directions[1], &directions[0]);
    for (int round = 0; round < kRounds; ++round)
        for (std::size_t v = 0; v < 2; ++v) {
            if (!there[v]) continue;
            multiply(centred, directions[v]);
            there[v] = normalise(directions[v], v == 1 ? &directions[0] : nullptr);
        }

    std::vector<float> start(n * 2);
    double scale = 0;
    for (std::size_t v = 0; v < 2; ++v) {
        Direction& direction = directions[v];
        // The largest share points up: directions are only defined but for their sign.
        const double largest =
            *std::max_element(direction.begin(), direction.end(),
                              [](double a, double b) { return std::abs(a) < std::abs(b); });
        double squares = 0;
        for (std::size_t i = 0; i < n; ++i) {
            double along = 0;
            if (there[v])
                for (std::size_t d = 0; d < k; ++d)
                    along += double(centred[i * k + d]) * direction[d];
            start[2 * i + v] = float(largest < 0 ? -along : along);
            squares += along * along;
        }
        if (v == 0) scale = 1e-4 / std::sqrt(squares / double(n));
    }
    for (float& value : start) value = float(double(value) * scale + 1e-6 * normal(generator));
    return start;
}

}  // namespace latent::embedding
