// Threads that work on the parts of one thing together, hundreds of times a second.
//
// run(parts, work) calls work(0), ..., work(parts - 1), each once, on the calling thread and on those
// of the team, and returns when all are done. Whoever is free takes the next part: a thread that
// another program keeps from its core takes fewer, and the caller is never kept waiting for parts
// that nobody has begun. Who took which changes nothing in a result that depends on the part alone.
//
// A thread that waits for another one keeps an eye on whether that one runs; when another program has
// its core, it is given the waiting thread's (runner.h). Where even so the caller alone would be
// faster, the team rests: it does all parts itself, until together they are faster again. That is
// found out by trying (faster_way.h), from how long took() says that the same work takes; a team that
// is told nothing never rests. Each team knows of itself alone: two of them on the same cores may go
// on sharing where both would do better resting (thread_budget.h sees to it that this does not happen).
//
// Between two calls the threads look for work a fraction of a millisecond long, which on an idle
// machine catches the next part of the same training step, and then sleep (while others are at work,
// with a look at them each millisecond): one that only waited would
// take the core from whoever needs it, and one that always slept would wake some 50 microseconds late
// at each call.
//
// An exception of one part is thrown again by run(), after all parts are done.
//
// Errors: std::system_error when the system has no more threads; std::invalid_argument for fewer than no
// or more than 65,535 parts. `prepare` must not throw.
//
// Thread: run() by one at a time, and not from within a part.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "concurrency/faster_way.h"
#include "concurrency/runner.h"

namespace latent::concurrency {

class Team {
 public:
    // `prepare` is called once on each new thread, before its first part.
    explicit Team(int size, std::function<void()> prepare = {});
    ~Team();
    Team(const Team&) = delete;
    Team& operator=(const Team&) = delete;

    int size() const { return int(threads_.size()) + 1; }  // the caller included
    void run(int parts, const std::function<void(int part)>& work);

    // All calls of one repetition of the same work took so long: what tells the team whether to rest.
    void took(std::chrono::duration<double> all) { alone_.took(all.count()); }
    bool rests() const { return alone_.second(); }

    // The stretch [from, to) of `count` things that is `part`'s: equal ones, but for one thing.
    struct Stretch {
        std::int64_t from = 0, to = 0;
        std::int64_t size() const { return to - from; }
    };
    static Stretch stretch(std::int64_t count, int part, int parts) {
        return {count * part / parts, count * (part + 1) / parts};
    }

 private:
    // Which call of run() this is, how many parts it has, and the next one: in one word, so that a
    // part is only ever taken of the call that is going on.
    struct Ticket {
        std::uint32_t round = 0;
        std::uint16_t parts = 0, next = 0;
        bool open() const { return next < parts; }
    };

    using Clock = std::chrono::steady_clock;

    // One of the threads, the caller first.
    struct Member {
        std::atomic<Runner> runner{Runner::current()};
        std::atomic<bool> at_work{false};            // has taken a part
        std::atomic<int> core{-1};                   // where it was when it had done one
        std::vector<std::chrono::nanoseconds> seen;  // its own: processor times of the others
    };

    void end();
    void live(Member& self);
    bool take_one(Member& self);  // false: there is none to take
    void call(Member& self, int part);
    template <typename Condition>
    void wait(Member& self, std::condition_variable& told, Condition condition);
    void look_at_others(Member& self);
    bool give_core_to_one_without(const Member& self, Clock::duration since_the_look);
    void send_others_away(const Member& self);

    const std::function<void(int)>* work_ = nullptr;  // of the round that is open
    std::atomic<Ticket> ticket_{Ticket()};
    std::atomic<int> unfinished_{0};
    std::atomic<bool> ends_{false};

    std::mutex mutex_;  // of the sleeping, and error_
    std::condition_variable begins_, done_;
    std::exception_ptr error_;

    const Runner::Cores cores_ = Runner::Cores::of_current();
    FasterWay alone_;  // or together, which is the first way
    std::vector<std::unique_ptr<Member>> members_;
    std::vector<std::thread> threads_;
};

}  // namespace latent::concurrency
