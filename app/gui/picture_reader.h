// Reads pictures as samples of the data shown, off the UI thread. Thread: UI; the destructor waits
// for what is being read.
#pragma once

#include <cstdint>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>
#include <vector>

#include "latent/engine.h"
#include "panels/panel.h"

namespace latent::app {

class PictureReader {
 public:
    // `told` is called on another thread whenever a picture was read: wake the event loop, nothing
    // more.
    PictureReader(std::shared_ptr<const Engine> engine, std::function<void()> told);

    // The picture in the shape of that data; null while it is being read, which begins with the
    // first call.
    std::shared_ptr<const ReadPicture> read(const std::string& path, const DatasetInfo& data);

    // Takes the bytes of a picture file, and returns what read() then knows them by.
    std::string keep(std::vector<std::uint8_t> bytes);

    // A file that is read anew the next time: it may have changed.
    void forget(const std::string& path);

 private:
    struct Reading {
        std::mutex mutex;
        std::shared_ptr<const ReadPicture> made;  // under the mutex
        std::future<void> thread;                 // last: joined before what it writes to is gone
    };

    std::shared_ptr<const Engine> engine_;
    std::function<void()> told_;
    // The newest alone: a program's worth of pasted pictures is not kept.
    std::string kept_name_;
    std::shared_ptr<const std::vector<std::uint8_t>> kept_;
    int pasted_ = 0;
    // By path, channels, height and width; looked into in every frame without making a string.
    using Key = std::tuple<std::string, int, int, int>;
    std::map<Key, std::unique_ptr<Reading>, std::less<>> readings_;
};

}  // namespace latent::app
