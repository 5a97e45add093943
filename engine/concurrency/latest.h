// The newest value of something, handed from one thread to others: a slot that holds one
// shared_ptr<const T>.
//
// The writer publishes, readers take; nobody waits longer than it takes to copy a pointer. What was
// taken stays valid and unchanged for as long as the reader keeps it, whatever is published
// meanwhile.
//
// Thread: any.
#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace latent::concurrency {

template <class T>
class Latest {
 public:
    void publish(std::shared_ptr<const T> value) {
        std::lock_guard lock(mutex_);
        value_.swap(value);
    }  // the lock is released first, then `value`, by now the old one, is let go

    // Null before the first publish.
    std::shared_ptr<const T> take() const {
        std::lock_guard lock(mutex_);
        return value_;
    }

 private:
    mutable std::mutex mutex_;
    std::shared_ptr<const T> value_;
};

}  // namespace latent::concurrency
