// Cluster: k-means on a cloud's codes, some steps a slice.
#include <chrono>
#include <optional>
#include <stdexcept>

#include "explore/questions.h"
#include "statistics/kmeans.h"

namespace latent::explore {
namespace {

constexpr int kStarts = 8;        // the best counts
constexpr int kStartsOfMany = 3;  // a start takes seconds there
constexpr std::int64_t kMany = 20000;
// A step takes some more milliseconds at most.
constexpr std::chrono::milliseconds kSlice{15};

class Clustering final : public Work {
 public:
    explicit Clustering(const Cluster& question) : question_(question) {
        if (!question.cloud || question.cloud->count < 1)
            throw std::invalid_argument("There are no codes to cluster yet.");
        if (question.clusters < 1)
            throw std::invalid_argument("k-means needs at least one cluster.");
    }

    std::int64_t advance(const Bench&, Answer& answer) override {
        const auto began = std::chrono::steady_clock::now();
        if (!search_) search_.emplace(begin());
        do search_->advance();
        while (!search_->done() && std::chrono::steady_clock::now() - began < kSlice);
        if (search_->done()) answer.clusters = search_->clusters().labels;
        return 0;
    }
    bool done() const override { return search_ && search_->done(); }

 private:
    statistics::KMeans begin() const {
        const CodeCloud& cloud = *question_.cloud;
        statistics::KMeansOptions options;
        options.starts = cloud.count > kMany ? kStartsOfMany : kStarts;
        options.seed = question_.seed;
        return {cloud.codes.data(), cloud.count, cloud.width, question_.clusters, options};
    }

    Cluster question_;
    std::optional<statistics::KMeans> search_;
};

}  // namespace

std::unique_ptr<Work> work_on(const Cluster& question) {
    return std::make_unique<Clustering>(question);
}

}  // namespace latent::explore
