// Finds run folders, off the UI thread: those that a folder holds, and those of the library with
// what is to be said of each.
//
// A run folder is one with a config.json in it. Thread: UI; the destructor waits for what is being
// looked at.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "gui/background_work.h"
#include "gui/folder_watch.h"
#include "panels/panel.h"

namespace latent::app {

// The run folder itself, or every run folder directly inside it, by name, numbers in it by size
// ("width 2" before "width 16"); none where there is no run.
std::vector<std::string> run_folders_in(const std::filesystem::path& folder);

// Those directly inside, the one that was written last first. Reads the ends of files, not whole
// ones.
std::vector<KeptRun> kept_runs_in(const std::filesystem::path& folder);

class RunFinder {
 public:
    // `told` is called on another thread whenever something was found: wake the event loop, nothing
    // more.
    // `pace`: how often it looks for runs that come later.
    RunFinder(std::filesystem::path library, std::function<void()> told,
              std::chrono::milliseconds pace = std::chrono::milliseconds(2000));

    struct Found {
        std::string path;                  // as it was asked for
        std::vector<std::string> folders;  // of runs
        bool dropped = false;              // may be anything, not runs alone
        bool later = false;  // have come into a folder in which runs were found before
    };
    // A folder of runs is looked at again from then on, until it is left: those that come later are
    // found, too. Not so the library, to which this window itself adds.
    void look(const std::string& path, bool dropped);
    void leave(const std::string& path) { watch_.leave(path); }
    // What was found since it was last asked.
    std::vector<Found> take_found();

    // The runs of the library; null while they are being looked at, which begins with the first
    // call. forget() lets the next call look again.
    std::shared_ptr<const std::vector<KeptRun>> kept();
    void forget();

 private:
    const std::filesystem::path library_;
    const std::function<void()> told_;
    std::mutex mutex_;
    std::vector<Found> found_;                          // under the mutex
    std::shared_ptr<const std::vector<KeptRun>> kept_;  // under the mutex
    bool listing_ = false;                              // under the mutex
    // Last: joined before what they write to is gone.
    FolderWatch watch_;
    BackgroundWork looking_;
};

}  // namespace latent::app
