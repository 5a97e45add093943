#include "statistics/kmeans.h"

#include <torch/types.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <random>
#include <stdexcept>

namespace latent::statistics {
namespace {

using Rng = std::mt19937_64;

// Uniform in [0, 1): the standard's distributions differ between libraries.
double uniform(Rng& rng) { return double(rng() >> 11) * 0x1p-53; }

struct Points {
    torch::Tensor x;        // [n, d], centred: |x|^2 - 2 x.c + |c|^2 then loses little
    torch::Tensor squares;  // [n]
    std::int64_t count() const { return x.size(0); }
};

// ||x_i - x_row||^2 of `count` points from `from`.
torch::Tensor distances_from(const Points& points, const torch::Tensor& rows, std::int64_t from,
                             std::int64_t count) {
    const torch::Tensor other = points.x.index_select(0, rows);
    return torch::addmm(points.squares.index_select(0, rows).unsqueeze(1), other,
                        points.x.narrow(0, from, count).t(), 1, -2)
        .add_(points.squares.narrow(0, from, count))
        .clamp_min_(0);
}

constexpr double kStepMultiplications = 16e6;
constexpr std::int64_t kStepPoints = 16384;  // labelling and adding up cost by the point

// How many of the points left to compare with `others` a step takes.
std::int64_t part_of_points(std::int64_t left, std::int64_t others, std::int64_t width) {
    const auto fitting = std::int64_t(kStepMultiplications / double(others * width));
    return std::min(left, std::clamp<std::int64_t>(fitting, 1, kStepPoints));
}

// The point at which the running sum of `weights` passes `target`.
std::int64_t pick(const float* weights, std::int64_t n, double target) {
    double sum = 0;
    std::int64_t last = 0;
    for (std::int64_t i = 0; i < n; ++i) {
        if (weights[i] <= 0) continue;
        sum += weights[i];
        last = i;
        if (sum > target) return i;
    }
    return last;
}

// Greedy k-means++, a part of the points a step. Ends with fewer than k rows when no point is left
// that differs from all of them.
class Seeding {
 public:
    Seeding(const Points& points, int k, Rng& rng)
        : k_(k),
          tries_(2 + int(std::log(double(k)))),
          // Equal points come out a rounding error apart.
          least_total_(1e-9 * points.squares.max().item<double>()),
          candidates_{std::int64_t(uniform(rng) * double(points.count()))},
          nearest_(torch::full({points.count()}, std::numeric_limits<float>::infinity())),
          after_(torch::empty({1, points.count()})) {}

    bool done() const { return done_; }
    const std::vector<std::int64_t>& rows() const { return rows_; }

    // Measures the distances from the candidates; of all points, the best one becomes a row.
    void advance(const Points& points, Rng& rng) {
        const std::int64_t n = points.count(),
                           some = part_of_points(n - measured_, tries_, points.x.size(1));
        after_.narrow(1, measured_, some)
            .copy_(
                torch::minimum(distances_from(points, torch::tensor(candidates_), measured_, some),
                               nearest_.narrow(0, measured_, some)));
        measured_ += some;
        if (measured_ < n) return;
        const auto best = after_.sum(1).argmin().item<std::int64_t>();
        rows_.push_back(candidates_[std::size_t(best)]);
        nearest_ = after_[best].clone();
        draw(n, rng);
    }

 private:
    void draw(std::int64_t n, Rng& rng) {
        const double total = nearest_.sum(torch::kFloat64).item<double>();
        done_ = int(rows_.size()) == k_ || !(total > least_total_);
        if (done_) return;
        candidates_.clear();
        for (int i = 0; i < tries_; ++i)
            candidates_.push_back(pick(nearest_.data_ptr<float>(), n, uniform(rng) * total));
        after_ = torch::empty({tries_, n});
        measured_ = 0;
    }

    int k_, tries_;
    double least_total_;
    std::vector<std::int64_t> rows_, candidates_;
    torch::Tensor nearest_;  // [n] squared distance from the nearest row
    torch::Tensor after_;    // [candidates, n] the same if that candidate became one
    std::int64_t measured_ = 0;
    bool done_ = false;
};

struct Fit {
    torch::Tensor labels, centres;  // [n] int64, [k, d]
    double inertia = std::numeric_limits<double>::infinity();
};

// Lloyd's iterations from these rows, a part of the points a step.
class Lloyd {
 public:
    Lloyd(const Points& points, const std::vector<std::int64_t>& rows, int iterations)
        : left_(iterations),
          k_(int(rows.size())),
          squared_(torch::empty({points.count()})),
          next_(torch::full({points.count()}, -1, torch::kInt64)) {
        fit_.centres = points.x.index_select(0, torch::tensor(rows));
        fit_.labels = next_.clone();
        begin_assignment();
    }

    bool done() const { return done_; }
    const Fit& fit() const { return fit_; }

    // Assigns points to their nearest centres; after the last of them, moves the centres.
    void advance(const Points& points) {
        const std::int64_t n = points.count(),
                           some = part_of_points(n - assigned_, k_, points.x.size(1));
        const torch::Tensor x = points.x.narrow(0, assigned_, some);
        // |x|^2 is the same for all centres, so it is added last.
        auto [least, labels] =
            torch::addmm(fit_.centres.square().sum(1), x, fit_.centres.t(), 1, -2).min(1);
        squared_.narrow(0, assigned_, some)
            .copy_(least.add_(points.squares.narrow(0, assigned_, some)).clamp_min_(0));
        next_.narrow(0, assigned_, some).copy_(labels);
        sums_.index_add_(0, labels, x);
        counts_ += torch::bincount(labels, {}, k_);
        assigned_ += some;
        if (assigned_ < n) return;
        const bool same = torch::equal(next_, fit_.labels);
        fit_.labels.copy_(next_);
        if (same || left_ <= 0) {
            fit_.inertia = squared_.sum(torch::kFloat64).item<double>();
            done_ = true;
            return;
        }
        --left_;
        move_centres(points);
        begin_assignment();
    }

 private:
    void begin_assignment() {
        sums_ = torch::zeros_like(fit_.centres);
        counts_ = torch::zeros({k_}, torch::kInt64);
        assigned_ = 0;
    }

    void move_centres(const Points& points) {
        torch::Tensor counts = counts_.to(torch::kFloat32);
        // An empty cluster takes over the point that lies worst.
        for (int cluster = 0; cluster < k_; ++cluster) {
            if (counts[cluster].item<float>() > 0) continue;
            const auto worst = squared_.argmax().item<std::int64_t>();
            const auto left = fit_.labels[worst].item<std::int64_t>();
            sums_[left] -= points.x[worst];
            counts[left] -= 1;
            sums_[cluster] = points.x[worst];
            counts[cluster] = 1;
            squared_[worst] = 0;
        }
        fit_.centres = sums_ / counts.clamp_min(1).unsqueeze(1);
    }

    int left_, k_;
    Fit fit_;
    torch::Tensor squared_;        // [n] distance to the nearest centre
    torch::Tensor next_;           // [n] labels of the assignment under way
    torch::Tensor sums_, counts_;  // [k, d], [k] of the points assigned so far
    std::int64_t assigned_ = 0;
    bool done_ = false;
};

// Cluster numbers by falling size, without those that nobody is in: new number of each old one.
std::vector<int> renumbered(const std::vector<std::int64_t>& sizes,
                            const std::vector<std::int64_t>& first, int& kept) {
    std::vector<int> order(sizes.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](int a, int b) {
        const auto i = std::size_t(a), j = std::size_t(b);
        return sizes[i] != sizes[j] ? sizes[i] > sizes[j] : first[i] < first[j];
    });
    std::vector<int> number(sizes.size(), -1);
    kept = 0;
    for (int old : order)
        if (sizes[std::size_t(old)] > 0) number[std::size_t(old)] = kept++;
    return number;
}

}  // namespace

struct KMeans::State {
    KMeansOptions options;
    std::int64_t n = 0, width = 0;
    int k = 0;
    torch::Tensor kept, middle;  // numbers of the finite points; their mean
    Points points;
    Rng rng;
    int made = 0;  // starts
    std::optional<Seeding> seeding;
    std::optional<Lloyd> lloyd;
    Fit best;
};

KMeans::KMeans(const float* points, std::int64_t n, std::int64_t width, int clusters,
               const KMeansOptions& options)
    : state_(std::make_unique<State>()) {
    if (clusters < 1) throw std::invalid_argument("k-means needs at least one cluster.");
    torch::NoGradGuard no_grad;
    State& s = *state_;
    const torch::Tensor all =
        torch::from_blob(const_cast<float*>(points), {n, width}, torch::kFloat32);  // only read
    s.kept = all.isfinite().all(1).nonzero().squeeze(1);
    if (s.kept.size(0) == 0) throw std::invalid_argument("There is no point to cluster.");
    const torch::Tensor finite = s.kept.size(0) == n ? all : all.index_select(0, s.kept);
    s.middle = finite.mean(0);
    s.points.x = finite - s.middle;
    s.points.squares = s.points.x.square().sum(1);
    s.options = options;
    s.options.starts = std::max(1, options.starts);
    s.n = n;
    s.width = width;
    s.k = int(std::min<std::int64_t>(clusters, s.kept.size(0)));
    s.rng.seed(options.seed);
    s.seeding.emplace(s.points, s.k, s.rng);
}

KMeans::~KMeans() = default;
KMeans::KMeans(KMeans&&) noexcept = default;

bool KMeans::done() const { return state_->made == state_->options.starts; }

int KMeans::starts_made() const { return state_->made; }

void KMeans::advance() {
    torch::NoGradGuard no_grad;
    State& s = *state_;
    if (done()) return;
    if (s.seeding) {
        s.seeding->advance(s.points, s.rng);
        if (!s.seeding->done()) return;
        s.lloyd.emplace(s.points, s.seeding->rows(), s.options.iterations);
        s.seeding.reset();
        return;
    }
    s.lloyd->advance(s.points);
    if (!s.lloyd->done()) return;
    if (s.lloyd->fit().inertia < s.best.inertia || !s.best.labels.defined())
        s.best = s.lloyd->fit();
    s.lloyd.reset();
    if (++s.made < s.options.starts) s.seeding.emplace(s.points, s.k, s.rng);
}

Clusters KMeans::clusters() const {
    const State& s = *state_;
    const auto found = std::size_t(s.best.centres.size(0));
    const std::int64_t* labels = s.best.labels.data_ptr<std::int64_t>();
    const std::int64_t* row = s.kept.data_ptr<std::int64_t>();
    std::vector<std::int64_t> sizes(found, 0), first(found, s.n);
    for (std::int64_t i = 0; i < s.kept.size(0); ++i) {
        const auto label = std::size_t(labels[i]);
        if (sizes[label]++ == 0) first[label] = i;
    }
    Clusters result;
    const std::vector<int> number = renumbered(sizes, first, result.count);
    result.width = s.width;
    result.inertia = s.best.inertia;
    result.labels.assign(std::size_t(s.n), -1);
    for (std::int64_t i = 0; i < s.kept.size(0); ++i)
        result.labels[std::size_t(row[i])] = number[std::size_t(labels[i])];
    result.centres.resize(std::size_t(result.count) * std::size_t(s.width));
    result.sizes.resize(std::size_t(result.count));
    const torch::Tensor centres = (s.best.centres + s.middle).contiguous();
    for (std::size_t old = 0; old < found; ++old) {
        if (number[old] < 0) continue;
        const float* from = centres.data_ptr<float>() + std::int64_t(old) * s.width;
        std::copy(from, from + s.width, result.centres.begin() + number[old] * s.width);
        result.sizes[std::size_t(number[old])] = sizes[old];
    }
    return result;
}

Clusters kmeans(const float* points, std::int64_t n, std::int64_t width, int clusters,
                const KMeansOptions& options, const Report& report) {
    KMeans search(points, n, width, clusters, options);
    while (!search.done()) {
        if (report)
            report(double(search.starts_made()) / double(std::max(1, options.starts)),
                   "Clustering.");
        search.advance();
    }
    return search.clusters();
}

}  // namespace latent::statistics
