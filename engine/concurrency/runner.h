// A thread as the scheduler treats it: how much of a core it gets, and which one.
//
// For threads that wait for each other while other programs want the same cores. The scheduler knows
// nothing of such waiting. With two of our threads and one foreign one on two cores it happens that
//
//   - one of ours has done its part and sleeps, its core is idle, and the other one, with the rest of
//     the work, stands behind the foreign one at the other core until the next tick (4 ms);
//   - one of ours wakes the other, which then stands behind the very thread that woke it.
//
// Measured, two such threads got 1.05 cores together, where 1.33 were theirs. So whoever waits looks
// whether the other one runs at all, calls it to its own core before it falls asleep, and sends it
// away from its core when it wakes it.
//
// Where the system does not allow it (more cores than a cpu_set_t holds) nothing happens.
//
// Thread: any. A thread that has ended takes up no time and goes nowhere.
#pragma once

#include <sched.h>
#include <sys/types.h>

#include <chrono>

namespace latent::concurrency {

class Runner {
 public:
    static Runner current();
    static int core();  // the calling thread's, counted from 0

    // How long it has had a core so far. What does not grow while one looks is kept from running, or
    // sleeps.
    std::chrono::nanoseconds processor_time() const;

    // Cores that a thread may use. Asked once, before anybody is sent anywhere: a thread that is being
    // called has for a moment only one, and whoever asked then would keep that.
    class Cores {
     public:
        static Cores of_current();

     private:
        friend class Runner;
        cpu_set_t set_{};
        bool known_ = false;
    };

    // It goes on at the calling thread's core, or is next there; and may then use `all` again, also
    // where somebody has given this one thread fewer since.
    void come_here(const Cores& all) const;
    // From now on, until it is called, it runs at any of `all` but the calling thread's core. Nothing
    // happens where there is no other.
    void stay_away(const Cores& all) const;

 private:
    explicit Runner(pid_t thread) : thread_(thread) {}
    pid_t thread_;  // as the kernel numbers them, so that one that has ended can be asked after
};

}  // namespace latent::concurrency
