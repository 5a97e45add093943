// Looks from time to time whether runs have come into folders that were opened: a sweep in another
// program makes them one after another. A run has come when it can be opened: when it has a
// config.json and a first checkpoint.
//
// Only names are read of what is known already. Thread: UI; the destructor waits for a look that is
// under way.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace latent::app {

class FolderWatch {
 public:
    // `come` is called on the watch's own thread with a watched folder and the run folders new in it.
    using Come = std::function<void(const std::string& folder, std::vector<std::string> runs)>;
    FolderWatch(Come come, std::chrono::milliseconds pace);
    ~FolderWatch();
    FolderWatch(const FolderWatch&) = delete;
    FolderWatch& operator=(const FolderWatch&) = delete;

    // `known`: the run folders that need not be told of. Thread: any.
    void watch(const std::string& folder, const std::vector<std::string>& known);
    void leave(const std::string& folder);

 private:
    void look_again_and_again();

    const Come come_;
    const std::chrono::milliseconds pace_;
    std::mutex mutex_;  // the three below
    std::condition_variable changed_;
    std::map<std::string, std::set<std::string>> known_;  // by the folder
    bool over_ = false;
    std::thread thread_;  // from the first folder on
};

}  // namespace latent::app
