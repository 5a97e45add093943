#include "metrics/grid_scores.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace latent::metrics;

namespace {

Grid grid(const std::vector<std::vector<double>>& rows) {
    Grid made(rows.size(), rows[0].size());
    for (std::size_t i = 0; i < made.rows; ++i)
        for (std::size_t j = 0; j < made.columns; ++j) made.at(i, j) = rows[i][j];
    return made;
}

// `times` copies of 5 I_5, one below the other.
Grid stacked(std::size_t times) {
    Grid made(5 * times, 5);
    for (std::size_t i = 0; i < made.rows; ++i) made.at(i, i % 5) = 5;
    return made;
}
Grid side_by_side(std::size_t times) {
    Grid made(5, 5 * times);
    for (std::size_t j = 0; j < made.columns; ++j) made.at(j % 5, j) = 5;
    return made;
}

const double kHalfOfTen = 1 - std::log(2.0) / std::log(10.0);

}  // namespace

TEST_CASE("dimensions that serve one factor each are disentangled") {
    CHECK(dci_disentanglement_of(stacked(1)) == doctest::Approx(1));
    CHECK(dci_disentanglement_of(grid({{1, 0}, {0, 1}, {0, 0}})) == doctest::Approx(1));
    CHECK(dci_disentanglement_of(stacked(2)) == doctest::Approx(1));
    CHECK(dci_disentanglement_of(side_by_side(2)) == doctest::Approx(kHalfOfTen));
    CHECK(dci_disentanglement_of(Grid(10, 10)) == doctest::Approx(0));
}

TEST_CASE("factors told by one dimension each are complete") {
    CHECK(dci_completeness_of(stacked(2)) == doctest::Approx(kHalfOfTen));
    CHECK(kHalfOfTen == doctest::Approx(.69897));
    CHECK(dci_completeness_of(side_by_side(2)) == doctest::Approx(1));
    CHECK(dci_completeness_of(Grid(10, 10)) == doctest::Approx(0));
}

TEST_CASE("importance that is spread out scores in between") {
    const Grid mixed = grid({{.8, .2, 0}, {.1, .7, .2}, {.1, .1, .8}});
    CHECK(dci_disentanglement_of(mixed) == doctest::Approx(.410999).epsilon(1e-5));
    CHECK(dci_completeness_of(mixed) == doctest::Approx(.410999).epsilon(1e-5));
    const Grid even = grid({{1, 1, 1}, {1, 1, 1}, {1, 1, 1}});
    CHECK(std::fabs(dci_disentanglement_of(even)) < 1e-9);
    CHECK(std::fabs(dci_completeness_of(even)) < 1e-9);
    const Grid halved = grid({{1, 0, 0}, {0, .5, 0}, {0, .5, 0}, {0, 0, 1}, {0, 0, 0}});
    CHECK(dci_disentanglement_of(halved) == doctest::Approx(1));
    CHECK(dci_completeness_of(halved) == doctest::Approx(.856441).epsilon(1e-5));
}

TEST_CASE("modularity counts what a dimension tells of other factors than its own") {
    CHECK(modularity_of(stacked(1)) == doctest::Approx(1));
    CHECK(modularity_of(grid({{1, 0}, {0, 1}, {0, 0}})) == doctest::Approx(2.0 / 3));
    CHECK(modularity_of(Grid(10, 10)) == doctest::Approx(0));
    CHECK(modularity_of(side_by_side(2)) == doctest::Approx(1 - 1.0 / 9));
}

TEST_CASE("with one factor, disentanglement and modularity are not defined") {
    CHECK(std::isnan(dci_disentanglement_of(grid({{1}, {1}}))));
    CHECK(std::isnan(modularity_of(grid({{1}, {1}}))));
    CHECK(std::isnan(dci_completeness_of(grid({{1, 1}}))));
}

TEST_CASE("a gap is between the best and the second best, and a lone row has nothing beside it") {
    CHECK(gaps(grid({{.2, .9}, {.7, .4}, {.5, .8}})) == std::vector<double>{.7 - .5, .9 - .8});
    CHECK(gaps(grid({{.3}})) == std::vector<double>{.3});
    CHECK(gaps(grid({{.6}, {.6}})) == std::vector<double>{0});
}
