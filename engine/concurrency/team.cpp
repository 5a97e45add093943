#include "concurrency/team.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>

namespace latent::concurrency {
namespace {

using std::chrono::microseconds;
// How long to look before sleeping. Longer gains nothing on an idle machine, where the longest gap of a
// step is shorter; beside another program a core is wasted meanwhile.
constexpr microseconds kAwake{200};
constexpr microseconds kBetweenLooks{50}, kBetweenLooksAsleep{1000};

constexpr int kMostParts = 65535;  // what a ticket holds

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
    for (int i = 0; i < std::max(1, size); ++i) members_.push_back(std::make_unique<Member>());
    for (auto& member : members_) member->seen.resize(members_.size());
    try {
        for (int i = 1; i < size; ++i)
            threads_.emplace_back([this, prepare, i] {
                Member& self = *members_[std::size_t(i)];
                self.runner = Runner::current();
                self.core = Runner::core();
                if (prepare) prepare();
                live(self);
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
    if (parts < 0 || parts > kMostParts)
        throw std::invalid_argument("A team is given 0 to " + std::to_string(kMostParts) +
                                    " parts at once.");
    const bool alone = threads_.empty() || alone_.second();
    Member& self = *members_[0];
    self.runner = Runner::current();
    work_ = &work;
    unfinished_ = parts;
    {
        // Under the lock, so that nobody who is about to sleep misses it.
        std::lock_guard lock(mutex_);
        error_ = nullptr;
        if (!alone) ticket_ = Ticket{ticket_.load().round + 1, std::uint16_t(parts), 0};
    }
    if (alone) {
        for (int part = 0; part < parts; ++part) call(self, part);
    } else {
        if (parts > 1) {
            send_others_away(self);
            begins_.notify_all();
        }
        while (take_one(self)) {
        }
    }
    wait(self, done_, [this] { return unfinished_ == 0; });
    std::lock_guard lock(mutex_);
    if (error_) std::rethrow_exception(error_);
}

bool Team::take_one(Member& self) {
    Ticket now = ticket_;
    do {
        if (!now.open()) return false;
    } while (!ticket_.compare_exchange_weak(
        now, Ticket{now.round, now.parts, std::uint16_t(now.next + 1)}));
    call(self, now.next);  // run() waits for this part, so its work is still there
    return true;
}

void Team::call(Member& self, int part) {
    self.at_work = true;
    try {
        (*work_)(part);
    } catch (...) {
        std::lock_guard lock(mutex_);
        if (!error_) error_ = std::current_exception();
    }
    self.core = Runner::core();
    self.at_work = false;
    if (--unfinished_ == 0) {
        std::lock_guard lock(mutex_);  // whoever waits has looked before, or will after
        done_.notify_one();
    }
}

void Team::live(Member& self) {
    while (!ends_) {
        wait(self, begins_, [this] { return ticket_.load().open() || ends_; });
        while (take_one(self)) {
        }
    }
}

// Awake for a while, then asleep, until the condition holds; and as long as others are at work, with an
// eye on whether they are.
template <typename Condition>
void Team::wait(Member& self, std::condition_variable& told, Condition condition) {
    bool awake = true;
    for (auto began = Clock::now(), looked = began; !condition(); looked = Clock::now()) {
        look_at_others(self);
        if (awake && soon(kBetweenLooks, condition)) return;
        if (!awake) {
            std::unique_lock lock(mutex_);
            self.core = Runner::core();
            if (unfinished_ == 0) return told.wait(lock, condition);
            if (told.wait_for(lock, kBetweenLooksAsleep, condition)) return;
        }
        const auto now = Clock::now();
        if (give_core_to_one_without(self, now - looked) || now - began > kAwake) awake = false;
    }
}

void Team::look_at_others(Member& self) {
    for (std::size_t i = 0; i < members_.size(); ++i)
        self.seen[i] = members_[i]->at_work ? members_[i]->runner.load().processor_time()
                                            : std::chrono::nanoseconds(-1);
}

bool Team::give_core_to_one_without(const Member& self, Clock::duration since_the_look) {
    for (std::size_t i = 0; i < members_.size(); ++i) {
        const Member& other = *members_[i];
        if (&other == &self || self.seen[i].count() < 0 || !other.at_work) continue;
        if (other.runner.load().processor_time() - self.seen[i] > since_the_look / 4) continue;
        other.runner.load().come_here(cores_);
        return true;
    }
    return false;
}

void Team::send_others_away(const Member& self) {
    const int here = Runner::core();
    for (const auto& other : members_)
        if (other.get() != &self && !other->at_work && other->core == here)
            other->runner.load().stay_away(cores_);
}

}  // namespace latent::concurrency
