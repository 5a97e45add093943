#include "concurrency/team.h"

#include <chrono>

namespace latent::concurrency {
namespace {

using std::chrono::microseconds;
// How long to look before sleeping. Longer gains nothing on an idle machine, where the longest gap of a
// step is shorter; beside another program a core is wasted meanwhile.
constexpr microseconds kForWork{200}, kForTheLast{200};

void breathe() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#else
    std::this_thread::yield();
#endif
}

// Whether it came true before patience ran out.
template <typename Condition>
bool soon(microseconds patience, Condition condition) {
    const auto until = std::chrono::steady_clock::now() + patience;
    do {
        for (int i = 0; i < 32; ++i) {
            if (condition()) return true;
            breathe();
        }
    } while (std::chrono::steady_clock::now() < until);
    return false;
}

}  // namespace

Team::Team(int size, std::function<void()> prepare) {
    for (int i = 1; i < size; ++i)
        threads_.emplace_back([this, prepare] {
            if (prepare) prepare();
            live();
        });
}

Team::~Team() {
    {
        std::lock_guard lock(mutex_);
        ends_ = true;
    }
    begins_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

void Team::run(int parts, const std::function<void(int)>& work) {
    work_ = &work;
    unfinished_ = parts;
    {
        // Under the lock, so that nobody who is about to sleep misses it.
        std::lock_guard lock(mutex_);
        error_ = nullptr;
        ticket_ = Ticket{ticket_.load().round + 1, std::uint16_t(parts), 0};
    }
    if (parts > 1) begins_.notify_all();
    while (take_one()) {
    }
    const auto finished = [this] { return unfinished_ == 0; };
    if (!soon(kForTheLast, finished)) {
        std::unique_lock lock(mutex_);
        done_.wait(lock, finished);
    }
    std::lock_guard lock(mutex_);
    if (error_) std::rethrow_exception(error_);
}

bool Team::take_one() {
    Ticket now = ticket_;
    do {
        if (!now.open()) return false;
    } while (!ticket_.compare_exchange_weak(
        now, Ticket{now.round, now.parts, std::uint16_t(now.next + 1)}));
    // run() waits for this part, so its work is still there.
    try {
        (*work_)(now.next);
    } catch (...) {
        std::lock_guard lock(mutex_);
        if (!error_) error_ = std::current_exception();
    }
    if (--unfinished_ == 0) {
        std::lock_guard lock(mutex_);  // whoever waits has looked before, or will after
        done_.notify_one();
    }
    return true;
}

void Team::live() {
    const auto called = [this] { return ticket_.load().open() || ends_; };
    while (!ends_) {
        if (!soon(kForWork, called)) {
            std::unique_lock lock(mutex_);
            begins_.wait(lock, called);
        }
        while (take_one()) {
        }
    }
}

}  // namespace latent::concurrency
