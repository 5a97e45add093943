// A thread that is always joined.
//
// The body runs until it returns; it looks at `stop` now and then. Whoever destroys the Worker asks
// it to stop, wakes it by `wake` (close its mailbox, say) and waits for it. Exceptions must not
// leave the body: a thread's entry is where they become a state.
#pragma once

#include <atomic>
#include <functional>
#include <thread>
#include <utility>

namespace latent::concurrency {

class StopToken {
 public:
    explicit StopToken(const std::atomic<bool>& flag) : flag_(flag) {}
    bool requested() const { return flag_.load(std::memory_order_acquire); }

 private:
    const std::atomic<bool>& flag_;
};

class Worker {
 public:
    Worker(std::function<void(StopToken)> body, std::function<void()> wake)
        : wake_(std::move(wake)), thread_([this, body = std::move(body)]() mutable {
              body(StopToken(stop_));
              body = nullptr;  // what it held is let go on this thread, before it counts as done
              done_.store(true, std::memory_order_release);
          }) {}

    ~Worker() {
        request_stop();
        thread_.join();
    }

    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    // Does not wait.
    void request_stop() {
        stop_.store(true, std::memory_order_release);
        if (wake_) wake_();
    }

    // True when the body has returned: destroying the Worker will then not wait.
    bool done() const { return done_.load(std::memory_order_acquire); }

 private:
    std::atomic<bool> stop_{false}, done_{false};
    std::function<void()> wake_;
    std::thread thread_;  // last: it may look at the members above from its first moment
};

}  // namespace latent::concurrency
