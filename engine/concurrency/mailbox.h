// Messages from any thread to one: post never waits, the owner drains all that has come, in order.
//
// Closing wakes the owner for good; what is posted afterwards is dropped.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

namespace latent::concurrency {

template <class Message>
class Mailbox {
 public:
    void post(Message message) {
        {
            std::lock_guard lock(mutex_);
            if (closed_) return;
            messages_.push_back(std::move(message));
        }
        arrived_.notify_one();
    }

    // All messages so far, perhaps none. Does not wait.
    std::vector<Message> drain() {
        std::lock_guard lock(mutex_);
        return std::exchange(messages_, {});
    }

    // Sleeps until there is a message or the box is closed. Empty only when it is closed.
    std::vector<Message> wait() {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, [this] { return closed_ || !messages_.empty(); });
        return std::exchange(messages_, {});
    }

    void close() {
        {
            std::lock_guard lock(mutex_);
            closed_ = true;
        }
        arrived_.notify_all();
    }

    bool closed() const {
        std::lock_guard lock(mutex_);
        return closed_;
    }

 private:
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<Message> messages_;
    bool closed_ = false;
};

}  // namespace latent::concurrency
