// How many threads each running trainer computes with.
//
//   each = max(1, floor((cores - reserved) / running))
//
// One core is reserved when there is a window. As soon as there are as many runs as cores, every
// trainer is single-threaded, which scales perfectly: two single-threaded runs do twice the work of
// one, while one run on two threads gains less. Every trainer asks for its share anew between steps,
// and works with a team of that size (team.h).
//
// Thread: any.
#pragma once

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

namespace latent::concurrency {

class ThreadBudget {
 public:
    ThreadBudget(int cores, int reserved)
        : cores_(std::max(1, cores)), reserved_(std::max(0, reserved)) {}

    // Those that this process may use (taskset, a container's share); at least one.
    static int cores_of_machine() {
        const int all = int(std::thread::hardware_concurrency());
        cpu_set_t allowed;
        const bool known = sched_getaffinity(0, sizeof allowed, &allowed) == 0;
        return std::max(1, known ? std::min(all, CPU_COUNT(&allowed)) : all);
    }

    // While it lives, one more run is training.
    class Share {
     public:
        Share() = default;
        explicit Share(ThreadBudget& budget) : budget_(&budget) { budget_->running_.fetch_add(1); }
        Share(Share&& other) noexcept : budget_(std::exchange(other.budget_, nullptr)) {}
        Share& operator=(Share&& other) noexcept {
            std::swap(budget_, other.budget_);
            return *this;
        }
        ~Share() {
            if (budget_) budget_->running_.fetch_sub(1);
        }

     private:
        ThreadBudget* budget_ = nullptr;
    };

    Share join() { return Share(*this); }
    int running() const { return running_.load(); }
    // A window shares the cores with more runs than it leaves cores for: those should stand back
    // (thread_priority.h), or every frame and every answer waits for a turn among them.
    bool crowded() const { return reserved_ > 0 && running_.load() > cores_ - reserved_; }
    int threads_each() const {
        return std::max(1, std::max(1, cores_ - reserved_) / std::max(1, running_.load()));
    }

 private:
    const int cores_, reserved_;
    std::atomic<int> running_{0};
};

}  // namespace latent::concurrency
