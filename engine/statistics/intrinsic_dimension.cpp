#include "statistics/intrinsic_dimension.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

namespace latent::statistics {
namespace {

// ln(r_2 / r_1) of every point.
std::vector<double> log_quotients(const Neighbours& neighbours) {
    std::vector<double> logs;
    for (std::int64_t i = 0; i < neighbours.count; ++i) {
        const double* r = neighbours.distance.data() + i * neighbours.k;
        logs.push_back(std::log(r[1] / r[0]));
    }
    return logs;
}

}  // namespace

double share_of_ties(const Neighbours& neighbours) {
    constexpr double kTie = 1e-4;
    const std::vector<double> logs = log_quotients(neighbours);
    const auto ties =
        std::count_if(logs.begin(), logs.end(), [](double each) { return each < kTie; });
    return double(ties) / double(logs.size());
}

double two_nn_fit(const Neighbours& neighbours) {
    std::vector<double> logs = log_quotients(neighbours);
    std::sort(logs.begin(), logs.end());
    const auto kept = std::size_t(0.9 * double(logs.size()));
    double products = 0, squares = 0;
    for (std::size_t i = 0; i < kept; ++i) {
        products += logs[i] * -std::log1p(-double(i) / double(logs.size()));
        squares += logs[i] * logs[i];
    }
    return products / squares;
}

double two_nn_mle(const Neighbours& neighbours) {
    const std::vector<double> logs = log_quotients(neighbours);
    return double(logs.size()) / std::accumulate(logs.begin(), logs.end(), 0.0);
}

double levina_bickel(const Neighbours& neighbours, int k) {
    double inverses = 0;
    for (std::int64_t i = 0; i < neighbours.count; ++i) {
        const double* r = neighbours.distance.data() + i * neighbours.k;
        for (int j = 0; j + 1 < k; ++j) inverses += std::log(r[k - 1] / r[j]) / (k - 1);
    }
    return double(neighbours.count) / inverses;
}

std::vector<std::int64_t> distinct_rows(const float* points, std::int64_t n, std::int64_t width) {
    std::vector<std::int64_t> order(static_cast<std::size_t>(n));
    std::iota(order.begin(), order.end(), 0);
    const auto row = [&](std::int64_t i) { return points + i * width; };
    std::stable_sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
        return std::lexicographical_compare(row(a), row(a) + width, row(b), row(b) + width);
    });
    std::vector<std::int64_t> kept;
    for (std::size_t place = 0; place < order.size(); ++place)
        if (place == 0 ||
            !std::equal(row(order[place]), row(order[place]) + width, row(order[place - 1])))
            kept.push_back(order[place]);
    std::sort(kept.begin(), kept.end());
    return kept;
}

}  // namespace latent::statistics
