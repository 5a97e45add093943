#include "statistics/discrete.h"

#include <doctest/doctest.h>

#include <cmath>

#include "statistics/draws.h"

using namespace latent::statistics;

TEST_CASE("values are put into bins of equal width, the greatest into the last") {
    const std::vector<float> values{.1f, .2f, .3f, .4f, .5f, .6f};
    CHECK(equal_width_bins(values.data(), 6, 1, 3) == std::vector<int>{0, 0, 1, 1, 2, 2});
    CHECK(equal_width_bins(values.data(), 3, 2, 2) == std::vector<int>{0, 1, 1});  // .1 .3 .5
    const std::vector<float> same{7, 7, 7};
    CHECK(equal_width_bins(same.data(), 3, 1, 20) == std::vector<int>{0, 0, 0});
    CHECK(equal_width_bins(nullptr, 0, 1, 20).empty());
}

TEST_CASE("a value on an edge belongs to the bin above it, whatever the rounding") {
    std::vector<float> values;
    for (int i = 0; i <= 20; ++i) values.push_back(float(i) * 0.25f);
    const std::vector<int> bins = equal_width_bins(values.data(), 21, 1, 20);
    for (int i = 0; i < 20; ++i) CHECK(bins[std::size_t(i)] == i);
    CHECK(bins[20] == 19);
}

TEST_CASE("three equally frequent symbols have an entropy of ln 3") {
    CHECK(entropy({1, 1, 2, 2, 3, 3}) == doctest::Approx(std::log(3.0)));
    CHECK(entropy({4, 4, 4}) == 0);
}

TEST_CASE("equal columns tell all of each other, independent ones nothing") {
    const std::vector<int> a{1, 2, 1, 2}, b{1, 1, 2, 2}, c{2, 2, 1, 1};
    CHECK(mutual_information(a, a) == doctest::Approx(std::log(2.0)));
    CHECK(mutual_information(b, c) == doctest::Approx(std::log(2.0)));
    CHECK(std::fabs(mutual_information(a, c)) < 1e-12);
    CHECK_THROWS_AS(mutual_information(a, {1, 2}), std::invalid_argument);
    CHECK_THROWS_AS(entropy({0, -1}), std::invalid_argument);
}

TEST_CASE("counting is what scikit-learn counts") {
    std::vector<float> x;
    std::vector<int> y;
    for (int i = 0; i < 120; ++i) {
        y.push_back(i % 6 == 0 ? 0 : i % 2 == 0 ? 1 : 2);
        x.push_back(float(std::sin(1.7 * i) * 2 + y.back()));
    }
    CHECK(mutual_information(equal_width_bins(x.data(), 120, 1, 20), y) ==
          doctest::Approx(.42637668808255047).epsilon(1e-9));
}

TEST_CASE("columns of very many symbols are counted without a table of all pairs") {
    std::vector<int> a, b;
    for (int i = 0; i < 5000; ++i) {
        a.push_back(i * 400);
        b.push_back((i % 2500) * 700);
    }
    CHECK(mutual_information(a, b) == doctest::Approx(std::log(2500.0)));
}

TEST_CASE("draws are even, normal ones have mean 0 and variance 1, and a seed repeats them") {
    Draws draws(3), again(3);
    std::vector<int> counts(7, 0);
    double sum = 0, squares = 0;
    for (int i = 0; i < 70000; ++i) {
        const std::size_t drawn = draws.below(7);
        CHECK_EQ(drawn, again.below(7));
        ++counts[drawn];
    }
    for (int count : counts) CHECK(std::abs(count - 10000) < 400);
    for (int i = 0; i < 50000; ++i) {
        const double z = draws.normal();
        sum += z;
        squares += z * z;
    }
    CHECK(std::fabs(sum / 50000) < .02);
    CHECK(std::fabs(squares / 50000 - 1) < .03);
    std::vector<int> order = draws.permutation(50);
    CHECK(order != again.permutation(50));
    std::sort(order.begin(), order.end());
    for (int i = 0; i < 50; ++i) CHECK(order[std::size_t(i)] == i);
}
