// Work off the UI thread that nobody waits for: files that are written, folders that are looked
// through or moved away.
//
// What it writes to must outlive it, so it is the last member of its class. Thread: UI; the
// destructors wait for what is under way.
#pragma once

#include <functional>
#include <future>
#include <list>
#include <mutex>
#include <string>
#include <vector>

namespace latent::app {

// Each piece of work on a thread of its own.
class BackgroundWork {
 public:
    void begin(std::function<void()> work);
    bool busy() const;

 private:
    std::list<std::future<void>> under_way_;
};

// Work that leaves nothing to say but sentences for the user, and often not even that.
class ReportingWork {
 public:
    using Sentences = std::vector<std::string>;

    // `told` is called on another thread whenever there is a sentence: wake the event loop, nothing
    // more.
    explicit ReportingWork(std::function<void()> told);

    void begin(std::function<Sentences()> work);
    bool busy() const { return work_.busy(); }

    // Those since they were last taken.
    Sentences take_sentences();

 private:
    const std::function<void()> told_;
    std::mutex mutex_;
    Sentences sentences_;  // under the mutex
    BackgroundWork work_;
};

}  // namespace latent::app
