#include "concurrency/team.h"

#include <doctest/doctest.h>

#include <sched.h>

#include <atomic>
#include <chrono>
#include <set>
#include <stdexcept>
#include <thread>

using latent::concurrency::Team;

TEST_CASE("a team does every part once, and all of them before run returns") {
    for (const int size : {1, 2, 3}) {
        Team team(size);
        CHECK(team.size() == size);
        for (const int parts : {1, 2, 7, 40})
            for (int round = 0; round < 50; ++round) {
                std::vector<int> done(std::size_t(parts), 0);
                team.run(parts, [&](int part) { ++done[std::size_t(part)]; });
                CHECK(done == std::vector<int>(std::size_t(parts), 1));
            }
    }
}

TEST_CASE("what one round wrote the next one reads, whoever did it") {
    Team team(3);
    std::vector<long> numbers(30, 1);
    for (int round = 0; round < 200; ++round)
        team.run(3, [&](int part) {
            // Each part reads what another one wrote in the round before.
            const std::size_t from = std::size_t(part) * 10,
                              other = std::size_t((part + 1) % 3) * 10;
            if (round % 2 == 0)
                for (std::size_t i = 0; i < 5; ++i) numbers[from + i] = numbers[other + 5 + i] + 1;
            else
                for (std::size_t i = 0; i < 5; ++i) numbers[from + 5 + i] = numbers[other + i] + 1;
        });
    for (std::size_t i = 0; i < numbers.size(); ++i) CHECK(numbers[i] == (i % 10 < 5 ? 200 : 201));
}

TEST_CASE("parts are taken by whoever is free, so that a slow one keeps nobody waiting") {
    Team team(2);
    std::atomic<int> others{0};
    team.run(8, [&](int part) {
        if (part > 0) {
            ++others;
            return;
        }
        // Ends only when somebody else has done all the rest.
        while (others < 7) std::this_thread::yield();
    });
    CHECK(others == 7);
}

TEST_CASE("an exception of a part is thrown by run, and the team goes on afterwards") {
    for (const int size : {1, 3}) {
        Team team(size);
        std::atomic<int> done{0};
        CHECK_THROWS_WITH_AS(team.run(6,
                                      [&](int part) {
                                          ++done;
                                          if (part == 4) throw std::runtime_error("part 4");
                                      }),
                             "part 4", std::runtime_error);
        CHECK(done == 6);
        team.run(6, [&](int) { ++done; });
        CHECK(done == 12);
    }
}

TEST_CASE("a team that has fallen asleep wakes for the next round") {
    Team team(2);
    std::atomic<int> done{0};
    for (int round = 0; round < 3; ++round) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        team.run(2, [&](int) { ++done; });
    }
    CHECK(done == 6);
}

TEST_CASE("every thread of a team is prepared before its first part") {
    static thread_local bool ready = false;
    const auto caller = std::this_thread::get_id();
    std::atomic<int> prepared{0}, unprepared{0};
    {
        Team team(4, [&] {
            ready = true;
            ++prepared;
        });
        for (int round = 0; round < 20; ++round)
            team.run(8, [&](int) {
                if (!ready && std::this_thread::get_id() != caller) ++unprepared;
                std::this_thread::sleep_for(std::chrono::microseconds(50));
            });
    }
    CHECK(prepared == 3);  // the calling thread is its own affair
    CHECK(unprepared == 0);
}

TEST_CASE("stretches follow one another and hold everything once") {
    for (const std::int64_t count : {0, 1, 5, 64, 101})
        for (const int parts : {1, 2, 3, 8}) {
            std::int64_t at = 0;
            for (int part = 0; part < parts; ++part) {
                const auto stretch = Team::stretch(count, part, parts);
                CHECK(stretch.from == at);
                CHECK(stretch.size() >= count / parts);
                CHECK(stretch.size() <= count / parts + 1);
                at = stretch.to;
            }
            CHECK(at == count);
        }
}

TEST_CASE("a team rests while its caller alone is faster, and works again when it is not") {
    Team team(2);
    const auto caller = std::this_thread::get_id();
    const auto all_by_caller = [&] {
        std::atomic<int> by_others{0};
        for (int round = 0; round < 20; ++round)
            team.run(2, [&](int) {
                if (std::this_thread::get_id() != caller) ++by_others;
                std::this_thread::sleep_for(std::chrono::microseconds(300));
            });
        return by_others == 0;
    };
    const auto live_a_while = [&](double together, double alone) {
        for (int i = 0; i < 2000; ++i)
            team.took(std::chrono::duration<double>(team.rests() ? alone : together));
        for (int i = 0; i < 30 && team.rests() != (alone < together); ++i)  // the end of a trial
            team.took(std::chrono::duration<double>(team.rests() ? alone : together));
    };
    CHECK(!all_by_caller());
    live_a_while(.02, .012);  // another program has a core
    CHECK(all_by_caller());
    live_a_while(.007, .012);
    CHECK(!all_by_caller());
}

TEST_CASE("a team is finished in the end although its threads are on one core only") {
    // As when other programs have all the others: whoever waits must not keep whom it waits for.
    cpu_set_t before, one;
    REQUIRE(sched_getaffinity(0, sizeof before, &before) == 0);
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one);
    REQUIRE(sched_setaffinity(0, sizeof one, &one) == 0);
    {
        Team team(3);  // its threads inherit the one core
        std::atomic<long> sum{0};
        for (int round = 0; round < 50; ++round)
            team.run(6, [&](int part) {
                for (volatile int i = 0; i < 20000; i = i + 1) {
                }
                sum += part;
            });
        CHECK(sum == 50 * 15);
    }
    sched_setaffinity(0, sizeof before, &before);
}
