#include "concurrency/team.h"

#include <doctest/doctest.h>

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
    std::atomic<int> prepared{0};
    {
        Team team(4, [&] { ++prepared; });
        team.run(4, [](int) {});
    }
    CHECK(prepared == 3);  // the calling thread is its own affair
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

TEST_CASE("a team whose other threads are kept from working rests, and tries again later") {
    Team team(2);
    const auto caller = std::this_thread::get_id();
    std::atomic<int> by_others{0};
    // Asleep a thread gets no processor time, as when another program has its core.
    const auto work = [&](int) {
        if (std::this_thread::get_id() != caller) ++by_others;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    };
    const auto without_others = [&] {
        const int before = by_others;
        team.run(2, work);
        return by_others == before;
    };
    int in_a_row = 0;
    for (int round = 0; round < 2000 && in_a_row < 20; ++round)
        in_a_row = without_others() ? in_a_row + 1 : 0;
    CHECK(in_a_row == 20);
    std::this_thread::sleep_for(std::chrono::milliseconds(3500));  // longer than it ever rests
    int again = 0;
    for (int round = 0; round < 50 && again == 0; ++round) again += !without_others();
    CHECK(again > 0);
}
