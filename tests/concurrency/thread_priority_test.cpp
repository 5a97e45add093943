#include "concurrency/thread_priority.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

namespace {

int nice_of_this_thread() { return getpriority(PRIO_PROCESS, id_t(syscall(SYS_gettid))); }

}  // namespace

TEST_CASE("a thread that stands back leaves the others where they are") {
    const int before = nice_of_this_thread();
    int within = before;
    std::thread([&] {
        latent::concurrency::stand_back(5);
        within = nice_of_this_thread();
    }).join();
    CHECK(within == std::min(19, before + 5));
    CHECK(nice_of_this_thread() == before);
}
