#include "concurrency/team.h"

#include <time.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>

namespace latent::concurrency {
namespace {

using std::chrono::microseconds;
// How long to look before sleeping. Longer gains nothing on an idle machine, where the longest gap of a
// step is shorter; beside another program a core is wasted meanwhile.
constexpr microseconds kForWork{200}, kForTheLast{200};

constexpr std::chrono::duration<double> kLesson{0.04}, kShortRest{0.3}, kLongRest{3};
// Cores that are at work on the parts, by the processor time that the threads got: a caller alone has
// one, and waits for nobody.
constexpr double kLeastGain = 1.25;

constexpr int kMostParts = 65535;  // what a ticket holds

void breathe() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#else
    std::this_thread::yield();
#endif
}

// Nanoseconds that the calling thread has had a core.
std::int64_t processor_time() {
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return std::int64_t(used.tv_sec) * 1000000000 + used.tv_nsec;
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
    try {
        for (int i = 1; i < size; ++i)
            threads_.emplace_back([this, prepare] {
                if (prepare) prepare();
                live();
            });
    } catch (...) {
        end();  // the system has no more threads to give
        throw;
    }
}

Team::~Team() { end(); }

void Team::end() {
    {
        std::lock_guard lock(mutex_);
        ends_ = true;
    }
    begins_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

void Team::run(int parts, const std::function<void(int)>& work) {
    if (parts > kMostParts)
        throw std::invalid_argument("A team is given at most " + std::to_string(kMostParts) +
                                    " parts at once.");
    const auto began = Clock::now();
    const bool alone = threads_.empty() || began < rests_until_;
    work_ = &work;
    unfinished_ = parts;
    {
        // Under the lock, so that nobody who is about to sleep misses it.
        std::lock_guard lock(mutex_);
        error_ = nullptr;
        if (!alone) ticket_ = Ticket{ticket_.load().round + 1, std::uint16_t(parts), 0};
    }
    if (alone) {
        for (int part = 0; part < parts; ++part) call(part);
    } else {
        if (parts > 1) begins_.notify_all();
        while (take_one()) {
        }
    }
    const auto finished = [this] { return unfinished_ == 0; };
    if (!soon(kForTheLast, finished)) {
        std::unique_lock lock(mutex_);
        done_.wait(lock, finished);
    }
    if (!alone) learn(Clock::now() - began);
    std::lock_guard lock(mutex_);
    if (error_) std::rethrow_exception(error_);
}

void Team::learn(Seconds passed) {
    passed_ += passed;
    if (passed_ < kLesson) return;
    const Seconds computed(std::chrono::nanoseconds(computed_.exchange(0)));
    const bool in_vain = computed < kLeastGain * passed_;
    passed_ = Seconds(0);
    // A good moment does not make forgotten how long the bad one was.
    rest_ = in_vain ? std::clamp(2 * rest_, kShortRest, kLongRest) : rest_ / 2;
    if (in_vain) rests_until_ = Clock::now() + std::chrono::duration_cast<Clock::duration>(rest_);
}

bool Team::take_one() {
    Ticket now = ticket_;
    do {
        if (!now.open()) return false;
    } while (!ticket_.compare_exchange_weak(
        now, Ticket{now.round, now.parts, std::uint16_t(now.next + 1)}));
    call(now.next);  // run() waits for this part, so its work is still there
    return true;
}

void Team::call(int part) {
    const std::int64_t before = processor_time();
    try {
        (*work_)(part);
    } catch (...) {
        std::lock_guard lock(mutex_);
        if (!error_) error_ = std::current_exception();
    }
    computed_ += processor_time() - before;
    if (--unfinished_ == 0) {
        std::lock_guard lock(mutex_);  // whoever waits has looked before, or will after
        done_.notify_one();
    }
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
