#include "statistics/assignment.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "statistics/draws.h"

using latent::statistics::Assignment;
using latent::statistics::Draws;

namespace {

// The least cost over every one-to-one map of the rows into the columns.
double by_brute_force(const std::vector<double>& cost, int rows, int columns) {
    std::vector<int> order(static_cast<std::size_t>(columns));
    std::iota(order.begin(), order.end(), 0);
    double least = std::numeric_limits<double>::infinity();
    do {
        double sum = 0;
        for (int row = 0; row < rows; ++row)
            sum += cost[std::size_t(row * columns + order[std::size_t(row)])];
        least = std::min(least, sum);
    } while (std::next_permutation(order.begin(), order.end()));
    return least;
}

}  // namespace

TEST_CASE("the assignment costs what the best of all permutations costs") {
    Draws draws(1);
    for (int columns = 1; columns <= 6; ++columns)
        for (int rows = 1; rows <= columns; ++rows)
            for (int trial = 0; trial < 20; ++trial) {
                CAPTURE(rows);
                CAPTURE(columns);
                std::vector<double> cost;
                // Half of the trials with many ties.
                for (int i = 0; i < rows * columns; ++i)
                    cost.push_back(trial % 2 == 0 ? draws.normal() : double(draws.below(3)));
                Assignment assignment(cost, rows, columns);
                while (!assignment.done()) assignment.advance();
                CHECK(assignment.cost() ==
                      doctest::Approx(by_brute_force(cost, rows, columns)).epsilon(1e-9));
                std::vector<int> used = assignment.partners();
                std::sort(used.begin(), used.end());
                CHECK(std::adjacent_find(used.begin(), used.end()) == used.end());
                CHECK(used.front() >= 0);
            }
}

TEST_CASE("an assignment of nothing is done at once, and a crooked one is refused") {
    CHECK(Assignment({}, 0, 3).done());
    CHECK(Assignment({}, 0, 0).partners().empty());
    CHECK_THROWS_AS(Assignment({1, 2}, 2, 1), std::invalid_argument);
    CHECK_THROWS_AS(Assignment({1, 2, 3}, 1, 2), std::invalid_argument);
    CHECK_THROWS_AS(Assignment({1, std::numeric_limits<double>::quiet_NaN()}, 1, 2),
                    std::invalid_argument);
}
