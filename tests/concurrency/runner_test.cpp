#include "concurrency/runner.h"

#include <doctest/doctest.h>

#include <sched.h>
#include <unistd.h>

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
              id_ = gettid();
              started_ = true;
              while (!ends_) core_ = Runner::core();
          }) {
        while (!started_) std::this_thread::yield();
    }
    ~Counting() { end(); }

    Runner runner() const { return runner_; }
    int core() const { return core_; }
    cpu_set_t cores() const {
        cpu_set_t found;
        CPU_ZERO(&found);
        sched_getaffinity(id_, sizeof found, &found);
        return found;
    }
    void end() {
        ends_ = true;
        if (thread_.joinable()) thread_.join();
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
    std::atomic<pid_t> id_{0};
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
    const auto all = Runner::Cores::of_current();
    its.come_here(all);  // nobody comes
    its.stay_away(all);
}

TEST_CASE("a thread that is sent away may use every core but this one, until it is called") {
    const cpu_set_t all = cores();
    if (CPU_COUNT(&all) < 2) return;  // nowhere to send it
    const auto allowed = Runner::Cores::of_current();
    Counting counting;
    int here = -1;
    while (here != Runner::core()) {  // this thread may have been moved meanwhile
        here = Runner::core();
        counting.runner().stay_away(allowed);
    }
    cpu_set_t others = all;
    CPU_CLR(here, &others);
    const cpu_set_t found = counting.cores();
    CHECK(CPU_EQUAL(&found, &others));
    CHECK(counting.comes([here](int core) { return core != here; }));

    counting.runner().come_here(allowed);
    const cpu_set_t afterwards = counting.cores();
    CHECK(CPU_EQUAL(&afterwards, &all));
}

TEST_CASE("a thread that is called is next at this thread's core") {
    const cpu_set_t all = cores();
    if (CPU_COUNT(&all) < 2) return;
    const auto allowed = Runner::Cores::of_current();
    // Some of many calls: where it goes after each is the system's affair.
    int came = 0;
    Counting counting;
    for (int i = 0; i < 50; ++i) {
        counting.runner().stay_away(allowed);
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        const int here = Runner::core();
        counting.runner().come_here(allowed);
        for (int look = 0; look < 20 && counting.core() != here; ++look)
            std::this_thread::sleep_for(std::chrono::microseconds(200));
        came += counting.core() == here;
    }
    CHECK(came > 10);
}

TEST_CASE("a thread that has one core only cannot be sent away, and is not held up") {
    const cpu_set_t all = cores();
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(Runner::core(), &one);
    REQUIRE(sched_setaffinity(0, sizeof one, &one) == 0);
    {
        Counting counting;
        counting.runner().stay_away(Runner::Cores::of_current());
        const cpu_set_t found = counting.cores();
        CHECK(CPU_EQUAL(&found, &one));
    }
    sched_setaffinity(0, sizeof all, &all);
}
