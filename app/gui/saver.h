// Writes exported files off the UI thread, and remembers what there is to say about each. Thread:
// UI; the destructor waits for what is being written.
#pragma once

#include <filesystem>
#include <functional>
#include <future>
#include <list>
#include <mutex>
#include <string>
#include <vector>

namespace latent::app {

class Saver {
 public:
    // `told` is called on another thread whenever a file was written or could not be: wake the
    // event loop, nothing more.
    Saver(std::filesystem::path folder, std::function<void()> told);

    // As Requests::save_file: `write` is called with a temporary file's path, on another thread.
    void save(const std::string& name, std::function<void(const std::string& path)> write);

    // "Saved /home/ada/Documents/latent-explorer/walk.gif", or why it could not be: the sentences
    // since they were last taken.
    std::vector<std::string> take_sentences();

    bool busy() const;  // something is being written

 private:
    const std::filesystem::path folder_;
    const std::function<void()> told_;
    std::mutex mutex_;
    std::vector<std::string> sentences_;    // under the mutex
    std::list<std::future<void>> writing_;  // last: joined before what they write to is gone
};

}  // namespace latent::app
