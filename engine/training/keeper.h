// Keeps one run in its folder while it trains (store/README.md has the format).
//
// The trainer's thread hands over values: a copy of all that the run needs to go on, a config, a
// name. A thread of its own writes them, syncs and renames, so that training never waits for a disk;
// of what waits, the newest wins. What cannot be written is said in kept() and tried again at the
// next save and once more at the end; the run goes on. The destructor writes what waits.
//
// Only metrics are written where they arise: a line of a few hundred bytes, no sync.
//
// Thread: the trainer's; kept() any.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "concurrency/latest.h"
#include "concurrency/worker.h"
#include "latent/snapshot.h"
#include "latent/timeline.h"
#include "store/checkpoints.h"
#include "store/folder_lock.h"
#include "store/metrics_log.h"

namespace latent::training {

class Keeper {
 public:
    // Takes a folder for a new run: makes it where there is none. Throws std::runtime_error with a
    // sentence when it holds a run, when somebody else writes it, or when it cannot be made.
    // `news`: called on the writer's thread when kept() has changed.
    static std::unique_ptr<Keeper> take(const std::filesystem::path& folder,
                                        const RunConfig& config, const RunAbout& about,
                                        std::function<void()> news);

    // Goes on in the folder of an opened run, whose lock is `lock`; metrics beyond `step` are cut
    // off. `problem`: what was wrong when it was opened.
    Keeper(std::filesystem::path folder, store::FolderLock lock, std::int64_t step,
           std::string problem, std::function<void()> news);
    ~Keeper();

    void write(const RunConfig& config);
    void write(const RunAbout& about);
    void write(const Summary& summary);
    void forget_summary();  // the run leaves the step that it is of
    // With it weights.safetensors, and the frames of the timeline (or null): new ones are written,
    // those that were thinned out are removed. Checkpoints beyond its step are removed.
    void save(std::shared_ptr<const store::Checkpoint> checkpoint,
              std::shared_ptr<const Timeline> timeline);

    void append(const store::MetricsLine& line);
    void go_back_to(std::int64_t step);  // metrics beyond are cut off

    std::shared_ptr<const Kept> kept() const { return kept_.take(); }

 private:
    struct Work {
        // The files' texts; a summary without text is to be removed.
        std::optional<std::string> config, about, summary;
        std::shared_ptr<const store::Checkpoint> checkpoint;
        std::shared_ptr<const Timeline> timeline;
    };

    void post(const std::function<void(Work&)>& add);
    void write_what_comes(concurrency::StopToken stop);
    // Returns what could not be written; `problem`: why.
    Work write(Work work, std::string& problem);
    void write_checkpoint(const Work& work);
    void try_metrics(const std::function<void()>& act);
    void publish(const std::string& problem);

    std::filesystem::path folder_;
    store::FolderLock lock_;
    // The writer's: which frame lies in which file; empty: those that it found there.
    std::map<std::int64_t, std::shared_ptr<const Frame>> frames_;
    store::MetricsLog metrics_;
    std::function<void()> news_;
    concurrency::Latest<Kept> kept_;

    std::mutex mutex_;  // the four below
    std::condition_variable posted_;
    Work waiting_;
    bool anything_ = false;
    std::string metrics_problem_;

    std::unique_ptr<concurrency::Worker> writer_;  // last: it uses all of the above
};

}  // namespace latent::training
