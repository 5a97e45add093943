#include "concurrency/runner.h"

#include <sched.h>
#include <time.h>
#include <unistd.h>

#include <optional>

namespace latent::concurrency {
namespace {

std::optional<cpu_set_t> cores_of(pid_t thread) {
    cpu_set_t cores;
    if (sched_getaffinity(thread, sizeof cores, &cores) != 0) return std::nullopt;
    return cores;
}

}  // namespace

Runner Runner::current() { return Runner(gettid()); }

int Runner::core() { return sched_getcpu(); }

std::chrono::nanoseconds Runner::processor_time() const {
    // The kernel's name of a thread's clock, as pthread_getcpuclockid makes it.
    const clockid_t clock = clockid_t(~unsigned(thread_) << 3 | 6);
    timespec used{};
    if (clock_gettime(clock, &used) != 0) return {};
    return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

void Runner::come_here() const {
    const int here = core();
    const auto its = cores_of(thread_), ours = cores_of(0);
    if (here < 0 || !its || !ours) return;
    cpu_set_t only, afterwards;
    CPU_ZERO(&only);
    CPU_SET(here, &only);
    CPU_OR(&afterwards, &*its, &*ours);  // it may have been sent away from here
    sched_setaffinity(thread_, sizeof only, &only);
    sched_setaffinity(thread_, sizeof afterwards, &afterwards);
}

void Runner::stay_away() const {
    const int here = core();
    auto others = cores_of(0);
    if (here < 0 || !others) return;
    CPU_CLR(here, &*others);
    if (CPU_COUNT(&*others) > 0) sched_setaffinity(thread_, sizeof *others, &*others);
}

}  // namespace latent::concurrency
