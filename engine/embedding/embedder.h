// The thread that keeps one run's t-SNE going (latent/embedding.h).
//
// About 15 times a second it looks for newer codes, spends at most a third of the time on their
// affinities and the rest on moving the points, up to 25 times, and publishes them. When the points
// have settled, when it is paused, and when nobody wants an embedding, it sleeps until it is told of
// something new. It stands back behind training and the window.
//
// Thread: any, except where said.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "concurrency/worker.h"
#include "embedding/live_map.h"
#include "latent/embedding.h"
#include "latent/lab.h"

namespace latent::embedding {

class Embedder {
 public:
    // newest_codes(run): what the run published last; null when there is none or it is gone.
    // next_version: a number not given before. Both are called on the embedder's thread, and so is
    // wake, after every publication.
    Embedder(std::function<std::shared_ptr<const CodeCloud>(RunId)> newest_codes,
             std::function<void()> wake, std::function<std::uint64_t()> next_version);
    ~Embedder() { close(); }

    // From now on this run's, with these options. The same again changes nothing; asked again after
    // stop(), it goes on from where the points were.
    void embed(RunId run, const EmbeddingOptions& options);
    void stop();             // nothing is published from here on
    void forget(RunId run);  // the run is gone
    void look();             // a run has published something
    void close();            // ends the thread and joins it; for good

    std::shared_ptr<const Embedding> embedding(RunId run) const;

 private:
    using Clock = std::chrono::steady_clock;
    struct Wish {
        RunId run = RunId::none;
        EmbeddingOptions options;
    };

    void serve(concurrency::StopToken stop);
    void work(LiveMap& map, Clock::time_point end) const;
    void publish(LiveMap& map, RunId run);
    void interrupt();  // under the lock

    std::function<std::shared_ptr<const CodeCloud>(RunId)> newest_codes_;
    std::function<void()> wake_;
    std::function<std::uint64_t()> next_version_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    Wish wish_;
    bool stirred_ = false;                  // something may be new since it was last looked at
    std::atomic<bool> interrupted_{false};  // the wish is another one, or it is to end
    bool dropped_ = false;                  // the map is of a run that is gone
    std::map<RunId, std::shared_ptr<const Embedding>> embeddings_;
    std::unique_ptr<concurrency::Worker> worker_;  // last: it uses all of the above
};

}  // namespace latent::embedding
