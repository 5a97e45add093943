#include "embedding/live_map.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <utility>

#include "embedding/start.h"
#include "statistics/neighbourhood_quality.h"
#include "statistics/point_columns.h"

namespace latent::embedding {
namespace {

constexpr double kNotYet = std::numeric_limits<double>::quiet_NaN();
constexpr int kLook = 50;              // iterations between two looks whether it has settled
constexpr int kStill = 100;            // iterations within which KL must have stayed
constexpr double kStillWithin = 1e-3;  // of itself
constexpr int kEarliest = 500;  // iterations since the start: some beyond the exaggerated ones
constexpr int kLatest = 5000;   // iterations on the same codes: enough for any map

// Rows `samples` of the codes.
std::vector<float> rows_of(const CodeCloud& cloud, const std::vector<int>& samples) {
    std::vector<float> rows;
    rows.reserve(samples.size() * std::size_t(cloud.width));
    for (const int sample : samples)
        rows.insert(rows.end(), cloud.code(sample), cloud.code(sample) + cloud.width);
    return rows;
}

// Why these codes cannot be mapped; "" when they can.
std::string complaint(const std::vector<float>& codes, int width, int count) {
    if (count < LiveMap::kFewestPoints)
        return "t-SNE needs at least " + std::to_string(LiveMap::kFewestPoints) +
               " samples; this run is looked at through " + std::to_string(count) + ".";
    const statistics::PointColumns columns(codes.data(), width, count);
    if (!columns.finite())
        return "The codes are not finite numbers, so there are no neighbours to keep.";
    if (columns.in_one_place())
        return "All codes are equal, so no sample is nearer to one than to another.";
    return "";
}

}  // namespace

std::vector<int> thinned(const std::vector<int>& labels, int count, int most) {
    std::vector<int> order(std::size_t(std::max(0, count)));
    std::iota(order.begin(), order.end(), 0);
    if (count <= most) return order;
    // Class behind class, then every (count / most)-th.
    if (int(labels.size()) == count)
        std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
            return labels[std::size_t(a)] < labels[std::size_t(b)];
        });
    std::vector<int> kept;
    for (int i = 0; i < most; ++i)
        kept.push_back(order[std::size_t((2 * std::int64_t(i) + 1) * count / (2 * most))]);
    std::sort(kept.begin(), kept.end());
    return kept;
}

void LiveMap::follow(const std::shared_ptr<const CodeCloud>& cloud,
                     const EmbeddingOptions& options) {
    if (options_.paused != options.paused) ++revision_;
    options_.paused = options.paused;
    if (options.paused || !cloud) return;

    const bool other_codes = !cloud_ || cloud_->version != cloud->version;
    const bool other_perplexity = options_.perplexity != options.perplexity;
    const bool anew = !cloud_ || cloud_->probe != cloud->probe || cloud_->count != cloud->count ||
                      cloud_->width != cloud->width || cloud->step < cloud_->step ||
                      options_.seed != options.seed || options_.restarts != options.restarts;
    if (!anew && !other_perplexity) {
        if (!other_codes) return;
        if (search_) return;  // one at a time; these are taken up when it is done
    }
    options_ = options;
    cloud_ = cloud;
    if (anew) {
        tsne_.reset();
        settled_ = false;
        samples_ = thinned(cloud->probe ? cloud->probe->labels : std::vector<int>(), cloud->count,
                           Embedding::kMostPoints);
        trustworthiness_ = continuity_ = kNotYet;
    }
    begin_search(*cloud);
}

void LiveMap::begin_search(const CodeCloud& cloud) {
    search_.reset();
    std::vector<float> codes = rows_of(cloud, samples_);
    std::string problem = complaint(codes, cloud.width, int(samples_.size()));
    if (!problem.empty()) {
        tsne_.reset();
        settled_ = false;
    }
    if (problem != problem_) ++revision_;
    problem_ = std::move(problem);
    if (!problem_.empty()) return;
    const double perplexity = std::isfinite(options_.perplexity)
                                  ? std::clamp(options_.perplexity, 2.0, 100.0)
                                  : EmbeddingOptions().perplexity;
    search_ =
        std::make_unique<AffinitySearch>(std::move(codes), cloud.width, perplexity, options_.seed);
    search_step_ = cloud.step;
}

void LiveMap::prepare(int points) {
    if (preparing() && !search_->advance(points)) finish_search();
}

void LiveMap::finish_search() {
    codes_ = search_->points();
    step_ = search_step_;
    if (tsne_)
        tsne_->set_affinities(search_->result());
    else
        tsne_ = std::make_unique<Tsne>(principal_start(codes_, cloud_->width, options_.seed),
                                       search_->result());
    search_.reset();
    iteration_ = 0;
    settled_ = false;
    settling_since_ = 0;
    settling_kl_ = tsne_->divergence();
    ++revision_;
    ++moves_;
}

void LiveMap::iterate() {
    if (!moving()) return;
    tsne_->iterate();
    ++iteration_;
    ++revision_;
    ++moves_;
    if (iteration_ % kLook == 0) look_whether_settled();
}

void LiveMap::look_whether_settled() {
    const double kl = tsne_->divergence();
    if (!std::isfinite(kl)) {  // flung apart by what the codes did: laid out again
        auto affinities = std::make_shared<const Affinities>(tsne_->affinities());
        tsne_ = std::make_unique<Tsne>(principal_start(codes_, cloud_->width, options_.seed),
                                       std::move(affinities));
        iteration_ = settling_since_ = 0;
        return;
    }
    if (std::abs(kl - settling_kl_) > kStillWithin * std::abs(kl) ||
        tsne_->iteration() < kEarliest) {
        settling_kl_ = kl;
        settling_since_ = iteration_;
    }
    // Codes that wait to be taken up will move the points again.
    settled_ = !search_ && (iteration_ - settling_since_ >= kStill || iteration_ >= kLatest);
}

void LiveMap::measure() {
    if (!tsne_) return;
    const int count = int(samples_.size()), ranked = std::min(count, kRanked);
    const auto width = std::size_t(cloud_->width);
    std::vector<float> codes, positions;
    for (const int i : thinned({}, count, ranked)) {
        const auto row = std::size_t(i);
        codes.insert(codes.end(), codes_.begin() + std::ptrdiff_t(row * width),
                     codes_.begin() + std::ptrdiff_t((row + 1) * width));
        positions.push_back(tsne_->positions()[2 * row]);
        positions.push_back(tsne_->positions()[2 * row + 1]);
    }
    ++revision_;
    try {
        const auto quality = statistics::neighbourhood_quality(
            codes.data(), int(width), positions.data(), 2, ranked, kNeighbours);
        trustworthiness_ = quality.trustworthiness;
        continuity_ = quality.continuity;
    } catch (const NotDefined&) {  // too few points, or all of one place
        trustworthiness_ = continuity_ = kNotYet;
    }
}

Embedding LiveMap::embedding() {
    Embedding shown;
    shown.problem = problem_;
    shown.step = cloud_ ? cloud_->step : 0;
    shown.trustworthiness = shown.continuity = kNotYet;
    if (!tsne_) return shown;
    shown.samples = samples_;
    shown.positions = tsne_->positions();
    shown.iteration = iteration_;
    shown.settled = settled_;
    shown.perplexity = tsne_->affinities().perplexity;
    shown.kl = tsne_->divergence();
    shown.trustworthiness = trustworthiness_;
    shown.continuity = continuity_;
    shown.step = step_;
    return shown;
}

}  // namespace latent::embedding
