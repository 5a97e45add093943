#include "widgets/axis.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace latent;
using namespace latent::app;

TEST_CASE("a value goes to its place on a slider and back") {
    const Scale linear{-3, 3, false}, logarithmic{1e-6, 1, true};
    for (double share : {0.0, 0.1, 0.5, 0.77, 1.0}) {
        CAPTURE(share);
        CHECK(linear.to_unit(linear.from_unit(share)) == doctest::Approx(share));
        CHECK(logarithmic.to_unit(logarithmic.from_unit(share)) == doctest::Approx(share));
    }
    CHECK(linear.from_unit(0.5) == doctest::Approx(0));
    CHECK(logarithmic.from_unit(0.5) == doctest::Approx(1e-3));
    CHECK(linear.to_unit(99) == 1);
    CHECK(linear.from_unit(-1) == -3);
}

TEST_CASE("a logarithmic slider that begins at zero reaches zero") {
    const Scale scale{0, 100, true};
    CHECK(scale.from_unit(0) == 0);
    CHECK(scale.to_unit(0) == 0);
    CHECK(scale.from_unit(0.5) == doctest::Approx(1));
    CHECK(scale.to_unit(100) == 1);
}

TEST_CASE("ticks are round values within the range") {
    for (const auto& [low, high] :
         {std::pair{0.0, 543.0}, {-2.7, 3.1}, {0.001, 0.0042}, {20.0, 21.0}}) {
        const Ticks ticks = linear_ticks(low, high, 5);
        CAPTURE(low);
        CHECK(ticks.values.size() >= 2);
        CHECK(ticks.values.size() <= 11);
        const double lead = ticks.step / std::pow(10.0, std::floor(std::log10(ticks.step) + 1e-9));
        CHECK(
            (std::abs(lead - 1) < 1e-6 || std::abs(lead - 2) < 1e-6 || std::abs(lead - 5) < 1e-6));
        for (double value : ticks.values) {
            CHECK(value >= low - 1e-9);
            CHECK(value <= high + 1e-9);
        }
    }
    CHECK(linear_ticks(3, 3, 5).values.empty());
    for (double value : log_ticks(0.02, 700, 4).values)
        CHECK(std::abs(std::log10(value) - std::round(std::log10(value))) < 1e-9);
    CHECK(log_ticks(20, 30, 4).values.size() >= 2);
}

TEST_CASE("a thinned curve keeps every peak and costs no more than the chart is wide") {
    std::vector<std::int64_t> steps;
    std::vector<float> values;
    for (int i = 0; i < 100000; ++i) {
        steps.push_back(i);
        values.push_back(std::sin(float(i) * 0.01f));
    }
    values[31234] = 50;
    values[77777] = -50;
    values[500] = std::numeric_limits<float>::quiet_NaN();
    const int columns = 600;
    const std::vector<CurvePoint> thin = decimated(steps, values, 0, 99999, columns);
    CHECK(thin.size() <= std::size_t(columns + 1) * 4);
    CHECK(thin.size() >= std::size_t(columns));
    CHECK(std::any_of(thin.begin(), thin.end(),
                      [](const CurvePoint& p) { return p.x == 31234 && p.y == 50; }));
    CHECK(std::any_of(thin.begin(), thin.end(),
                      [](const CurvePoint& p) { return p.x == 77777 && p.y == -50; }));
    CHECK(thin.front().x == 0);
    CHECK(thin.back().x == 99999);
    CHECK(std::is_sorted(thin.begin(), thin.end(),
                         [](const CurvePoint& a, const CurvePoint& b) { return a.x < b.x; }));
    for (const CurvePoint& point : thin) CHECK(std::isfinite(point.y));
}

TEST_CASE("a short curve is drawn point by point") {
    const std::vector<CurvePoint> points = decimated<std::int64_t>({1, 2, 3}, {5, 4, 6}, 1, 3, 500);
    REQUIRE(points.size() == 3);
    CHECK(points[1].y == 4);
    CHECK(decimated<std::int64_t>({}, {}, 0, 1, 10).empty());
}

TEST_CASE("the nearest step is found on either side and at the ends") {
    const std::vector<std::int64_t> steps{10, 20, 40};
    CHECK(nearest_index(steps, 0) == 0);
    CHECK(nearest_index(steps, 14) == 0);
    CHECK(nearest_index(steps, 31) == 2);
    CHECK(nearest_index(steps, 999) == 2);
}
