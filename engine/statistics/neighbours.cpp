#include "statistics/neighbours.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "statistics/distances.h"

namespace latent::statistics {
namespace {

constexpr std::int64_t kBlock = 128;

using Candidate = std::pair<double, std::int64_t>;  // squared distance, index: ties by index

}  // namespace

Neighbours nearest_neighbours(const float* points, std::int64_t n, std::int64_t width, int k,
                              const Report& report) {
    if (k < 1 || n <= k)
        throw std::invalid_argument("There are fewer other points than neighbours asked for.");
    torch::NoGradGuard no_grad;
    const Distances distances(points, n, width);
    const double* x = distances.centred().data_ptr<double>();
    Neighbours result;
    result.count = n;
    result.k = k;
    result.index.reserve(std::size_t(n) * std::size_t(k));
    result.distance.reserve(std::size_t(n) * std::size_t(k));
    // A few more than asked for: the last places are settled by the exact distances.
    const auto held = std::size_t(std::min<std::int64_t>(n - 1, k + 4));
    std::vector<Candidate> nearest;
    for (std::int64_t from = 0; from < n; from += kBlock) {
        if (report) report(double(from) / double(n), "Looking for nearest neighbours.");
        const std::int64_t rows = std::min(kBlock, n - from);
        const torch::Tensor block = distances.squared(from, rows);
        for (std::int64_t row = 0; row < rows; ++row) {
            const std::int64_t i = from + row;
            const double* d = block.data_ptr<double>() + row * n;
            nearest.clear();
            double worst = std::numeric_limits<double>::infinity();
            for (std::int64_t j = 0; j < n; ++j) {
                if (d[j] >= worst || j == i) continue;
                if (nearest.size() == held) nearest.pop_back();
                const Candidate candidate{d[j], j};
                nearest.insert(std::upper_bound(nearest.begin(), nearest.end(), candidate),
                               candidate);
                if (nearest.size() == held) worst = nearest.back().first;
            }
            for (Candidate& candidate : nearest) {
                candidate.first = 0;
                for (std::int64_t c = 0; c < width; ++c) {
                    const double difference = x[i * width + c] - x[candidate.second * width + c];
                    candidate.first += difference * difference;
                }
            }
            std::sort(nearest.begin(), nearest.end());
            for (std::size_t place = 0; place < std::size_t(k); ++place) {
                result.index.push_back(nearest[place].second);
                result.distance.push_back(std::sqrt(nearest[place].first));
            }
        }
    }
    return result;
}

double neighbour_vote_accuracy(const Neighbours& neighbours, const std::vector<int>& labels) {
    const int classes = *std::max_element(labels.begin(), labels.end()) + 1;
    std::vector<int> votes(static_cast<std::size_t>(classes));
    std::int64_t right = 0;
    for (std::int64_t i = 0; i < neighbours.count; ++i) {
        std::fill(votes.begin(), votes.end(), 0);
        for (int place = 0; place < neighbours.k; ++place) {
            const std::int64_t other = neighbours.index[std::size_t(i * neighbours.k + place)];
            ++votes[std::size_t(labels[std::size_t(other)])];
        }
        right +=
            std::max_element(votes.begin(), votes.end()) - votes.begin() == labels[std::size_t(i)];
    }
    return double(right) / double(neighbours.count);
}

double shared_neighbours(const Neighbours& a, const Neighbours& b) {
    std::int64_t shared = 0;
    for (std::int64_t i = 0; i < a.count; ++i) {
        const auto own = a.index.begin() + i * a.k, other = b.index.begin() + i * b.k;
        for (int place = 0; place < a.k; ++place)
            shared += std::find(other, other + b.k, own[place]) != other + b.k;
    }
    return double(shared) / double(a.index.size());
}

}  // namespace latent::statistics
