// Threads that work on the parts of one thing together, hundreds of times a second.
//
// run(parts, work) calls work(0), ..., work(parts - 1), each once, on the calling thread and on those
// of the team, and returns when all are done. Whoever is free takes the next part: a thread that
// another program keeps from its core takes fewer, and the caller is never kept waiting for parts
// that nobody has begun. Who took which changes nothing in a result that depends on the part alone.
//
// When its threads together get little more processor time than one core has, another program has
// taken the others. Then the team rests: the caller does all parts itself, a fraction of a second to a few seconds
// long, before it tries again.
//
// Between two calls the threads look for work a fraction of a millisecond long, which on an idle
// machine catches the next part of the same training step, and then sleep: one that only waited would
// take the core from whoever needs it, and one that always slept would wake some 50 microseconds late
// at each call.
//
// An exception of one part is thrown again by run(), after all parts are done.
//
// Errors: std::system_error when the system has no more threads; std::invalid_argument for more than
// 65,535 parts.
//
// Thread: run() by one at a time, and not from within a part.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

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
    using Seconds = std::chrono::duration<double>;

    void end();
    void live();
    bool take_one();  // false: there is none to take
    void call(int part);
    void learn(Seconds passed);

    const std::function<void(int)>* work_ = nullptr;  // of the round that is open
    std::atomic<Ticket> ticket_{Ticket()};
    std::atomic<int> unfinished_{0};
    std::atomic<std::int64_t> computed_{0};  // nanoseconds of processor time on parts, likewise
    std::atomic<bool> ends_{false};

    std::mutex mutex_;  // of the sleeping, and error_
    std::condition_variable begins_, done_;
    std::exception_ptr error_;

    // The caller's own.
    Seconds passed_{0};  // in rounds of the team, since it was last decided
    Seconds rest_{0};    // the last one, forgotten by halves
    Clock::time_point rests_until_;
    std::vector<std::thread> threads_;
};

}  // namespace latent::concurrency
