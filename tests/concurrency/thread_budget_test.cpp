#include "concurrency/thread_budget.h"

#include <doctest/doctest.h>

#include <vector>

using latent::concurrency::ThreadBudget;

TEST_CASE("one core is the window's and the rest is divided among the running runs") {
    ThreadBudget budget(8, 1);
    CHECK(budget.threads_each() == 7);
    auto first = budget.join();
    CHECK(budget.threads_each() == 7);
    auto second = budget.join();
    CHECK(budget.threads_each() == 3);
}

TEST_CASE("with as many runs as cores each is single-threaded") {
    ThreadBudget budget(2, 1);
    std::vector<ThreadBudget::Share> shares;
    for (int i = 0; i < 7; ++i) {
        shares.push_back(budget.join());
        CHECK(budget.threads_each() == 1);
    }
}

TEST_CASE("a share that ends gives its cores back") {
    ThreadBudget budget(4, 0);
    auto first = budget.join();
    {
        auto second = budget.join();
        CHECK(budget.threads_each() == 2);
    }
    CHECK(budget.threads_each() == 4);
    first = {};
    CHECK(budget.running() == 0);
}

TEST_CASE("moving a share does not count it twice") {
    ThreadBudget budget(4, 0);
    auto first = budget.join();
    auto moved = std::move(first);
    CHECK(budget.running() == 1);
}

TEST_CASE("a machine of one core still trains") { CHECK(ThreadBudget(1, 1).threads_each() == 1); }

TEST_CASE(
    "runs stand back where a window has to share the cores with more of them than it leaves") {
    ThreadBudget window(2, 1), alone(2, 0);
    auto first = window.join();
    CHECK_FALSE(window.crowded());
    auto second = window.join();
    CHECK(window.crowded());
    second = {};
    CHECK_FALSE(window.crowded());
    std::vector<ThreadBudget::Share> shares;
    for (int i = 0; i < 7; ++i) shares.push_back(alone.join());
    CHECK_FALSE(alone.crowded());  // nobody waits for a picture
}
