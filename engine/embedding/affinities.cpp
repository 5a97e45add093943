#include "embedding/affinities.h"

// Its own prefetching reads beyond the end of full lists of links; its distances are replaced below.
#define NO_MANUAL_VECTORIZATION
#include <hnswlib/hnswlib.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "statistics/point_columns.h"
#include "statistics/wide_vectors.h"

namespace latent::embedding {
namespace {

using statistics::Neighbour;
using statistics::PointColumns;

// From here on the graph is the cheaper way: at 10,000 points of width 64 the two take equally long.
constexpr double kExactNumbers = 6e5;  // points times width

// A graph of that many links a point finds nearly all of the neighbours asked for.
constexpr std::size_t kLinks = 16, kWhileBuilding = 80;

constexpr std::size_t kLanes = 8;  // rows in the graph are padded to a multiple with noughts

LATENT_WIDE_VECTORS
float squared_distance(const void* from, const void* to, const void* padded_width) {
    const auto* a = static_cast<const float*>(from);
    const auto* b = static_cast<const float*>(to);
    const std::size_t width = *static_cast<const std::size_t*>(padded_width);
    float sums[kLanes] = {};
    for (std::size_t d = 0; d < width; d += kLanes)
        for (std::size_t l = 0; l < kLanes; ++l)
            sums[l] += (a[d + l] - b[d + l]) * (a[d + l] - b[d + l]);
    float sum = 0;
    for (std::size_t l = 0; l < kLanes; ++l) sum += sums[l];
    return sum;
}

class PaddedSpace final : public hnswlib::SpaceInterface<float> {
 public:
    explicit PaddedSpace(std::size_t padded_width) : width_(padded_width) {}
    std::size_t get_data_size() override { return width_ * sizeof(float); }
    hnswlib::DISTFUNC<float> get_dist_func() override { return squared_distance; }
    void* get_dist_func_param() override { return &width_; }

 private:
    std::size_t width_;
};

// The `k` nearest of each point, by comparing all pairs or by the graph.
class Neighbourhoods {
 public:
    Neighbourhoods(const std::vector<float>& points, int width, int count, int k,
                   std::uint64_t seed, bool exact)
        : count_(count), k_(k) {
        if (exact) {
            columns_ = std::make_unique<PointColumns>(points.data(), width, count);
            distances_.resize(std::size_t(count));
            return;
        }
        // Shifted and scaled as PointColumns does it, so that no square overflows.
        const auto own = std::size_t(width);
        padded_ = (own + kLanes - 1) / kLanes * kLanes;
        double most = 0;
        for (std::size_t i = 0; i < points.size(); ++i)
            most = std::max(most, std::abs(double(points[i]) - double(points[i % own])));
        rows_.assign(std::size_t(count) * padded_, 0.0f);
        for (std::size_t i = 0; i < points.size(); ++i)
            rows_[i / own * padded_ + i % own] =
                float((double(points[i]) - double(points[i % own])) / most);
        space_ = std::make_unique<PaddedSpace>(padded_);
        graph_ = std::make_unique<hnswlib::HierarchicalNSW<float>>(
            space_.get(), std::size_t(count), kLinks, kWhileBuilding, std::size_t(seed));
        graph_->setEf(std::size_t(k + k / 4 + 1));
    }

    // Points that must be entered before the first can be asked for.
    int to_enter() const { return graph_ ? count_ : 0; }
    void enter(int i) { graph_->addPoint(row(i), std::size_t(i)); }

    // Nearest first; fewer than k where the graph has lost some.
    void find(int i, std::vector<Neighbour>& found) {
        if (columns_) {
            columns_->squared_distances(i, distances_.data());
            statistics::find_nearest(distances_.data(), count_, k_, found);
            return;
        }
        auto nearest = graph_->searchKnn(row(i), std::size_t(k_) + 1);
        found.clear();
        for (; !nearest.empty(); nearest.pop())
            if (int(nearest.top().second) != i)
                found.push_back({nearest.top().first, int(nearest.top().second)});
        std::sort(found.begin(), found.end());
        if (int(found.size()) > k_) found.resize(std::size_t(k_));
    }

 private:
    const float* row(int i) const { return rows_.data() + std::size_t(i) * padded_; }

    int count_, k_;
    std::size_t padded_ = 0;
    std::unique_ptr<PointColumns> columns_;
    std::vector<float> distances_, rows_;
    std::unique_ptr<PaddedSpace> space_;
    std::unique_ptr<hnswlib::HierarchicalNSW<float>> graph_;
};

struct Entry {
    int to;
    float p;
};

std::shared_ptr<const Affinities> symmetrised(const std::vector<std::vector<Entry>>& conditional,
                                              double perplexity) {
    const int n = int(conditional.size());
    std::vector<std::vector<Entry>> rows = conditional;
    for (int i = 0; i < n; ++i)
        for (const Entry& entry : conditional[std::size_t(i)])
            rows[std::size_t(entry.to)].push_back({i, entry.p});

    auto result = std::make_shared<Affinities>();
    result->count = n;
    result->perplexity = perplexity;
    result->begin.push_back(0);
    double total = 0;
    for (int i = 0; i < n; ++i) {
        auto& row = rows[std::size_t(i)];
        std::sort(row.begin(), row.end(),
                  [](const Entry& a, const Entry& b) { return a.to < b.to; });
        for (std::size_t e = 0; e < row.size(); ++e) {
            total += double(row[e].p);
            if (e > 0 && row[e].to == row[e - 1].to)
                result->p.back() += row[e].p;
            else {
                result->to.push_back(row[e].to);
                result->p.push_back(row[e].p);
            }
        }
        while (result->p.size() % Affinities::kLanes != 0) {
            result->to.push_back(i);
            result->p.push_back(0);
        }
        result->begin.push_back(int(result->p.size()));
    }
    for (float& p : result->p) {
        p = float(double(p) / total);
        if (p > 0) result->p_ln_p += double(p) * std::log(double(p));
    }
    return result;
}

}  // namespace

double allowed_perplexity(double wanted, int count) {
    return std::max(1.0, std::min(wanted, (count - 1) / 3.0));
}

void conditional_affinities(const float* squared_distances, int k, double perplexity, float* p) {
    // Measured from the nearest one, in units of the mean: the same probabilities, and exp neither
    // vanishes for all of them nor needs a beginning that depends on the codes' scale.
    const float nearest = *std::min_element(squared_distances, squared_distances + k);
    double mean = 0;
    for (int j = 0; j < k; ++j) mean += double(squared_distances[j] - nearest) / k;
    if (!(mean > 0)) {  // all equally far: no bandwidth tells them apart
        std::fill(p, p + k, 1.0f / float(k));
        return;
    }
    const float unit = float(1 / mean);
    const double wanted = std::log(perplexity);
    double low = 0, high = std::numeric_limits<double>::infinity(), b = 1, sum = 0;
    for (int round = 0; round < 100; ++round) {
        double weighted = 0;
        sum = 0;
        for (int j = 0; j < k; ++j) {
            const float d = (squared_distances[j] - nearest) * unit;
            p[j] = std::exp(-float(b) * d);
            sum += double(p[j]);
            weighted += double(p[j]) * double(d);
        }
        const double entropy = std::log(sum) + b * weighted / sum;
        if (std::abs(entropy - wanted) < 1e-5) break;
        if (entropy > wanted) {
            low = b;
            b = std::isinf(high) ? 2 * b : (low + high) / 2;
        } else {
            high = b;
            b = (low + high) / 2;
        }
    }
    for (int j = 0; j < k; ++j) p[j] = float(double(p[j]) / sum);
}

struct AffinitySearch::State {
    std::vector<float> points;
    int count, k;
    double perplexity;
    Neighbourhoods neighbourhoods;
    int entered = 0, found = 0;
    std::vector<std::vector<Entry>> conditional;
    std::vector<Neighbour> nearest;  // room for one point's
    std::vector<float> distances, p;
    std::shared_ptr<const Affinities> result;

    State(std::vector<float> all, int width, double wanted, std::uint64_t seed, Neighbours how)
        : points(std::move(all)),
          count(int(points.size()) / width),
          k(std::min(count - 1, int(3 * allowed_perplexity(wanted, count) + 1))),
          perplexity(allowed_perplexity(wanted, count)),
          neighbourhoods(points, width, count, k, seed,
                         how == Neighbours::exact || (how == Neighbours::cheapest &&
                                                      double(count) * width <= kExactNumbers)),
          conditional(std::size_t(count)) {}

    void find(int i) {
        neighbourhoods.find(i, nearest);
        distances.clear();
        for (const Neighbour& neighbour : nearest) distances.push_back(neighbour.squared_distance);
        p.resize(distances.size());
        if (p.empty()) return;
        conditional_affinities(distances.data(), int(p.size()),
                               std::min(perplexity, double(p.size())), p.data());
        auto& row = conditional[std::size_t(i)];
        row.reserve(p.size());
        for (std::size_t j = 0; j < p.size(); ++j) row.push_back({nearest[j].index, p[j]});
    }
};

AffinitySearch::AffinitySearch(std::vector<float> points, int width, double perplexity,
                               std::uint64_t seed, Neighbours how)
    : state_(std::make_unique<State>(std::move(points), width, perplexity, seed, how)) {}

AffinitySearch::~AffinitySearch() = default;

bool AffinitySearch::advance(int points) {
    State& s = *state_;
    for (; points > 0 && s.entered < s.neighbourhoods.to_enter(); --points)
        s.neighbourhoods.enter(s.entered++);
    for (; points > 0 && s.found < s.count; --points) s.find(s.found++);
    if (s.found == s.count && !s.result) {
        s.result = symmetrised(s.conditional, s.perplexity);
        s.conditional.clear();
    }
    return !s.result;
}

bool AffinitySearch::done() const { return state_->result != nullptr; }
std::shared_ptr<const Affinities> AffinitySearch::result() const { return state_->result; }
const std::vector<float>& AffinitySearch::points() const { return state_->points; }

}  // namespace latent::embedding
