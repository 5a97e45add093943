#include "concurrency/runner.h"

#include <doctest/doctest.h>

#include <sched.h>

#include <atomic>
#include <chrono>
#include <thread>

using latent::concurrency::Runner;

namespace {

cpu_set_t cores() {
    cpu_set_t found;
    CPU_ZERO(&found);
    sched_getaffinity(0, sizeof found, &found);
    return found;
}

// A thread that counts until it is told to end.
class Counting {
 public:
    Counting()
        : thread_([this] {
              runner_ = Runner::current();
              started_ = true;
              while (!ends_) core_ = Runner::core();
              cores_ = cores();
          }) {
        while (!started_) std::this_thread::yield();
    }
    ~Counting() { end(); }

    Runner runner() const { return runner_; }
    int core() const { return core_; }
    cpu_set_t end() {
        ends_ = true;
        if (thread_.joinable()) thread_.join();
        return cores_;
    }
    // Whether it gets to `wanted` while this thread leaves it every core.
    template <typename Condition>
    bool comes(Condition wanted) {
        for (int i = 0; i < 2000; ++i) {
            if (wanted(core())) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        return false;
    }

 private:
    Runner runner_ = Runner::current();
    std::atomic<bool> started_{false}, ends_{false};
    std::atomic<int> core_{-1};
    cpu_set_t cores_{};
    std::thread thread_;
};

}  // namespace

TEST_CASE("a thread that counts takes processor time, one that sleeps or has ended does not") {
    Counting counting;
    const auto before = counting.runner().processor_time();
    for (int i = 0; i < 2000 && counting.runner().processor_time() == before; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    CHECK(counting.runner().processor_time() > before);

    const Runner self = Runner::current();
    const auto mine = self.processor_time();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    CHECK(self.processor_time() - mine < std::chrono::milliseconds(40));

    const Runner its = counting.runner();
    counting.end();
    // The system takes a moment longer than join() to forget it.
    for (int i = 0; i < 2000 && its.processor_time().count() > 0; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    CHECK(its.processor_time().count() == 0);
    its.come_here();  // nobody comes
    its.stay_away();
}

TEST_CASE("a thread that is sent away leaves the core, and may come to it when it is called") {
    const cpu_set_t all = cores();
    if (CPU_COUNT(&all) < 2) return;  // nowhere to send it
    Counting counting;
    int here = -1;
    while (here != Runner::core()) {  // this thread may have been moved meanwhile
        here = Runner::core();
        counting.runner().stay_away();
    }
    CHECK(counting.comes([here](int core) { return core != here; }));
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(here, &one);
    REQUIRE(sched_setaffinity(0, sizeof one, &one) == 0);
    counting.runner().come_here();
    sched_setaffinity(0, sizeof all, &all);
    const cpu_set_t allowed = counting.end();
    CHECK(CPU_ISSET(here, &allowed));
    CHECK(CPU_COUNT(&allowed) >= 2);  // and may leave again
}

TEST_CASE("a thread that has one core only cannot be sent away, and is not held up") {
    const cpu_set_t all = cores();
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(Runner::core(), &one);
    REQUIRE(sched_setaffinity(0, sizeof one, &one) == 0);
    {
        Counting counting;
        counting.runner().stay_away();
        const cpu_set_t allowed = counting.end();
        CHECK(CPU_EQUAL(&allowed, &one));
    }
    sched_setaffinity(0, sizeof all, &all);
}
