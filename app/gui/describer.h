// Finds out what data is, off the UI thread: a table is read to its end and a folder of pictures
// is listed whole before its description is known.
//
// Every piece of data is looked at once, on a thread of its own; the destructor joins them all.
// Thread: UI.
#pragma once

#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "latent/engine.h"
#include "panels/panel.h"

namespace latent::app {

class Describer {
 public:
    // `told` is called on another thread whenever something was found out: wake the event loop,
    // nothing more.
    Describer(std::shared_ptr<const Engine> engine, std::function<void()> told);

    // What is known of the data, by id or path; null while it is being looked at, which begins with
    // the first call.
    std::shared_ptr<const Described> describe(const std::string& data, double now);

    // What was found out is asked anew the next time: a file may have changed.
    void forget(const std::string& data);

    // The data that has been looked at the longest, and since when; "" when there is none.
    struct Looking {
        std::string data;
        double since = 0;
    };
    Looking looking() const;

 private:
    struct Look {
        double since = 0;
        mutable std::mutex mutex;
        std::shared_ptr<const Described> found;  // under the mutex
        std::future<void> thread;                // last: joined before what it writes to is gone
        std::shared_ptr<const Described> result() const;
    };

    std::shared_ptr<const Engine> engine_;
    std::function<void()> told_;
    std::map<std::string, std::unique_ptr<Look>> looks_;
};

// "Looking at pictures.csv ..."
std::string looking_at(const std::string& data);

}  // namespace latent::app
