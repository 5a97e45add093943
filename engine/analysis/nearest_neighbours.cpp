#include "analysis/nearest_neighbours.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace latent::analysis {
namespace {

constexpr std::int64_t kBlock = 64;

torch::Tensor as_tensor(const CodeSet& set) {
    // The tensor only borrows; it is not written.
    return torch::from_blob(const_cast<float*>(set.codes.data()), {set.count, set.width},
                            torch::kFloat32);
}

struct Neighbour {
    float distance;
    std::int64_t index;
    bool operator<(const Neighbour& other) const { return distance < other.distance; }
};

int vote(const std::vector<Neighbour>& neighbours, const std::vector<int>& labels) {
    std::map<int, std::pair<int, float>> votes;  // label -> count, total distance
    for (const Neighbour& neighbour : neighbours) {
        auto& [count, total] = votes[labels[std::size_t(neighbour.index)]];
        ++count;
        total += neighbour.distance;
    }
    const auto best =
        std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) {
            if (a.second.first != b.second.first) return a.second.first < b.second.first;
            return a.second.second > b.second.second;
        });
    return best->first;
}

}  // namespace

double knn_accuracy(const CodeSet& train, const CodeSet& held_out, int k, const Report& report) {
    if (train.labels.empty() || held_out.labels.empty())
        throw std::invalid_argument("Without labels there is nothing to classify.");
    if (train.count < k)
        throw std::invalid_argument("There are fewer training codes than neighbours asked for.");
    if (train.width != held_out.width) throw std::invalid_argument("The codes differ in width.");
    torch::NoGradGuard no_grad;
    // Centred, so that |a|^2 + |b|^2 - 2 a.b loses little to cancellation.
    const torch::Tensor centre = as_tensor(train).mean(0);
    const torch::Tensor reference = as_tensor(train) - centre,
                        queries = as_tensor(held_out) - centre;
    const torch::Tensor norms = reference.square().sum(1);
    const torch::Tensor transposed = reference.t().contiguous();

    std::int64_t correct = 0;
    std::vector<Neighbour> nearest;
    for (std::int64_t start = 0; start < held_out.count; start += kBlock) {
        if (report)
            report(double(start) / double(held_out.count), "Looking for nearest neighbours.");
        const std::int64_t rows = std::min(kBlock, held_out.count - start);
        // |a|^2 is the same for all neighbours of a query, so it is left out.
        const torch::Tensor distances =
            torch::addmm(norms, queries.narrow(0, start, rows), transposed, 1, -2);
        for (std::int64_t row = 0; row < rows; ++row) {
            const float* d = distances.data_ptr<float>() + row * train.count;
            nearest.clear();
            for (std::int64_t i = 0; i < train.count; ++i) {
                if (int(nearest.size()) == k && d[i] >= nearest.back().distance) continue;
                if (int(nearest.size()) == k) nearest.pop_back();
                const Neighbour candidate{d[i], i};
                nearest.insert(std::upper_bound(nearest.begin(), nearest.end(), candidate),
                               candidate);
            }
            correct += vote(nearest, train.labels) == held_out.labels[std::size_t(start + row)];
        }
    }
    return held_out.count ? double(correct) / double(held_out.count) : 0;
}

}  // namespace latent::analysis
