#include "statistics/neighbours.h"

#include <doctest/doctest.h>

using namespace latent;

TEST_CASE("neighbours are the nearest others, equal points exactly 0 apart, far from the origin") {
    const std::vector<float> points{1000, 0, 1000.25f, 0, 1000, 0, 1003, 4};
    const auto found = statistics::nearest_neighbours(points.data(), 4, 2, 2);
    CHECK(found.index == std::vector<std::int64_t>{2, 1, 0, 2, 0, 1, 1, 0});
    CHECK(found.distance[0] == 0);
    CHECK(found.distance[1] == 0.25);
    CHECK(found.distance[7] == 5);
    CHECK(statistics::neighbour_vote_accuracy(found, {0, 0, 0, 1}) == 0.75);
    CHECK_THROWS_AS(statistics::nearest_neighbours(points.data(), 4, 2, 4), std::invalid_argument);
}

TEST_CASE("two looks at the same points share the neighbours that both see") {
    const std::vector<float> line{0, 1, 2.1f, 3.3f}, swapped{0, 2.1f, 1, 3.3f};
    const auto a = statistics::nearest_neighbours(line.data(), 4, 1, 1),
               b = statistics::nearest_neighbours(swapped.data(), 4, 1, 1);
    CHECK(statistics::shared_neighbours(a, a) == 1);
    CHECK(a.index == std::vector<std::int64_t>{1, 0, 1, 2});
    CHECK(b.index == std::vector<std::int64_t>{2, 2, 0, 1});
    CHECK(statistics::shared_neighbours(a, b) == 0);
}
