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

    // Sleeps until there is a message, somebody nudges or the box is closed. Empty when there was no
    // message.
    std::vector<Message> wait() {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, [this] { return awaited(); });
        nudged_ = false;
        return std::exchange(messages_, {});
    }
    // No longer than this.
    std::vector<Message> wait(std::chrono::milliseconds longest) {
        std::unique_lock lock(mutex_);
        arrived_.wait_for(lock, longest, [this] { return awaited(); });
        nudged_ = false;
        return std::exchange(messages_, {});
    }

    // Wakes the owner without a message: something that it looks at has changed.
    void nudge() {
        {
            std::lock_guard lock(mutex_);
            nudged_ = true;
        }
        arrived_.notify_one();
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
    bool awaited() const { return closed_ || nudged_ || !messages_.empty(); }

    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<Message> messages_;
    bool closed_ = false, nudged_ = false;
};

}  // namespace latent::concurrency
