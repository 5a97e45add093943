// Writes exported files off the UI thread, and remembers what there is to say about each. Thread:
// UI; the destructor waits for what is being written.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "gui/background_work.h"

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
    std::vector<std::string> take_sentences() { return writing_.take_sentences(); }

    bool busy() const { return writing_.busy(); }  // something is being written

 private:
    const std::filesystem::path folder_;
    ReportingWork writing_;
};

}  // namespace latent::app
