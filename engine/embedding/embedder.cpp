#include "embedding/embedder.h"

#include <utility>

#include "concurrency/thread_priority.h"

namespace latent::embedding {
namespace {

constexpr auto kTurn = std::chrono::milliseconds(66);         // between two publications
constexpr auto kMeasuring = std::chrono::milliseconds(1000);  // between two looks at the quality
constexpr int kMovesATurn = 25;  // a map unfolds in some seconds, to be watched, on half a core
constexpr int kPointsAtOnce = 16;
constexpr int kNice = 5;

}  // namespace

Embedder::Embedder(std::function<std::shared_ptr<const CodeCloud>(RunId)> newest_codes,
                   std::function<void()> wake, std::function<std::uint64_t()> next_version)
    : newest_codes_(std::move(newest_codes)),
      wake_(std::move(wake)),
      next_version_(std::move(next_version)),
      worker_(std::make_unique<concurrency::Worker>(
          [this](concurrency::StopToken stop) { serve(stop); },
          [this] {
              std::lock_guard lock(mutex_);
              interrupt();
          })) {}

void Embedder::close() { worker_.reset(); }

void Embedder::interrupt() {
    stirred_ = true;
    interrupted_ = true;
    changed_.notify_one();
}

void Embedder::embed(RunId run, const EmbeddingOptions& options) {
    std::lock_guard lock(mutex_);
    if (wish_.run == run && wish_.options == options) return;
    wish_ = {run, options};
    interrupt();
}

void Embedder::stop() {
    std::lock_guard lock(mutex_);
    wish_ = {};
    interrupt();
}

void Embedder::forget(RunId run) {
    std::lock_guard lock(mutex_);
    embeddings_.erase(run);
    if (wish_.run == run) wish_ = {};
    dropped_ = true;
    interrupt();
}

void Embedder::look() {
    std::lock_guard lock(mutex_);
    if (wish_.run == RunId::none) return;
    stirred_ = true;
    changed_.notify_one();
}

std::shared_ptr<const Embedding> Embedder::embedding(RunId run) const {
    std::lock_guard lock(mutex_);
    const auto found = embeddings_.find(run);
    return found == embeddings_.end() ? nullptr : found->second;
}

void Embedder::serve(concurrency::StopToken stop) {
    concurrency::stand_back(kNice);
    auto map = std::make_unique<LiveMap>();
    RunId mapped = RunId::none;  // whose map it is
    std::uint64_t published = 0, measured = 0;
    Clock::time_point measured_at = Clock::now();
    bool at_work = false;  // else it sleeps until something is new
    while (!stop.requested()) {
        Wish wish;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [&] { return at_work || stirred_; });
            stirred_ = false;
            interrupted_ = stop.requested();
            wish = wish_;
            if (std::exchange(dropped_, false) && wish.run != mapped) mapped = RunId::none;
        }
        if (mapped == RunId::none || (wish.run != RunId::none && wish.run != mapped)) {
            map = std::make_unique<LiveMap>();
            mapped = wish.run;
            published = measured = 0;
            measured_at = Clock::now();
        }
        at_work = false;
        if (wish.run == RunId::none) continue;

        const Clock::time_point end = Clock::now() + kTurn;
        map->follow(newest_codes_(mapped), wish.options);
        work(*map, end);
        if (interrupted_) {
            at_work = true;
            continue;
        }
        if (map->moves() != measured &&
            (map->settled() || Clock::now() - measured_at >= kMeasuring)) {
            map->measure();
            measured = map->moves();
            measured_at = Clock::now();
        }
        if (map->revision() != published && !map->empty()) publish(*map, mapped);
        published = map->revision();
        at_work = map->preparing() || map->moving();
        if (!at_work) continue;
        std::unique_lock lock(mutex_);
        changed_.wait_until(lock, end, [&] { return interrupted_.load(); });
    }
}

void Embedder::work(LiveMap& map, Clock::time_point end) const {
    const Clock::time_point begin = Clock::now();
    const Clock::time_point share = map.moving() ? begin + (end - begin) / 3 : end;
    while (map.preparing() && !interrupted_ && Clock::now() < share) map.prepare(kPointsAtOnce);
    for (int i = 0; i < kMovesATurn && map.moving() && !interrupted_ && Clock::now() < end; ++i)
        map.iterate();
}

void Embedder::publish(LiveMap& map, RunId run) {
    auto embedding = std::make_shared<Embedding>(map.embedding());
    embedding->version = next_version_();
    {
        std::lock_guard lock(mutex_);
        if (wish_.run != run) return;  // nobody wants it any more
        embeddings_[run] = std::move(embedding);
    }
    if (wake_) wake_();
}

}  // namespace latent::embedding
