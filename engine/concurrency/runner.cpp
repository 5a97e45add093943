#include "concurrency/runner.h"

#include <time.h>
#include <unistd.h>

namespace latent::concurrency {

Runner Runner::current() { return Runner(gettid()); }

int Runner::core() { return sched_getcpu(); }

std::chrono::nanoseconds Runner::processor_time() const {
    // The kernel's name of a thread's clock, as pthread_getcpuclockid makes it.
    const clockid_t clock = clockid_t(~unsigned(thread_) << 3 | 6);
    timespec used{};
    if (clock_gettime(clock, &used) != 0) return {};
    return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

Runner::Cores Runner::Cores::of_current() {
    Cores cores;
    cores.known_ = sched_getaffinity(0, sizeof cores.set_, &cores.set_) == 0;
    return cores;
}

void Runner::come_here(const Cores& all) const {
    const int here = core();
    if (here < 0 || !all.known_) return;
    cpu_set_t only;
    CPU_ZERO(&only);
    CPU_SET(here, &only);
    if (sched_setaffinity(thread_, sizeof only, &only) == 0)
        sched_setaffinity(thread_, sizeof all.set_, &all.set_);
}

void Runner::stay_away(const Cores& all) const {
    const int here = core();
    if (here < 0 || !all.known_) return;
    cpu_set_t others = all.set_;
    CPU_CLR(here, &others);
    if (CPU_COUNT(&others) > 0) sched_setaffinity(thread_, sizeof others, &others);
}

}  // namespace latent::concurrency
