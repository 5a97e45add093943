// Training and observing time, without pauses. Shares are of this thread's processor time: what
// else runs on the machine slows both alike, and a look that was interrupted for half a second has
// not cost half a second of training.
//
// Thread: the trainer's.
#pragma once

#include <time.h>

#include <chrono>
#include <utility>

namespace latent::training {

class Stopwatch {
 public:
    void lap_training() { lap(training_); }
    // Processor seconds of this lap.
    double lap_observing() { return lap(observing_); }
    void skip() {
        Time ignored;
        lap(ignored);
    }
    double seconds() const { return training_.wall + observing_.wall; }
    double processor() const { return training_.processor + observing_.processor; }
    double observing() const { return observing_.processor; }
    double share() const { return processor() > 0 ? observing() / processor() : 0; }

 private:
    struct Time {
        double wall = 0, processor = 0;
    };
    static Time now() {
        timespec spent{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
        const auto wall = std::chrono::steady_clock::now().time_since_epoch();
        return {std::chrono::duration<double>(wall).count(),
                double(spent.tv_sec) + 1e-9 * double(spent.tv_nsec)};
    }
    double lap(Time& total) {
        const Time end = now(), start = std::exchange(start_, end);
        total.wall += end.wall - start.wall;
        total.processor += end.processor - start.processor;
        return end.processor - start.processor;
    }
    Time start_ = now(), training_, observing_;
};

}  // namespace latent::training
