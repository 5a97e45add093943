// Ctrl-C and SIGTERM close the window in order, as its close button does, so that nothing is lost.
//
// Make it on the main thread before any other thread is started: the signals are blocked for all of
// them and read by a thread of its own, which the destructor joins.
#pragma once

#include <functional>
#include <thread>

namespace latent::app {

class StopSignals {
 public:
    explicit StopSignals(std::function<void()> stop);  // called on the signals' thread
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

 private:
    int signals_ = -1, finished_ = -1;
    std::thread thread_;
};

}  // namespace latent::app
