#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/map_shapes.h"

using namespace latent::app;

TEST_CASE("a symmetric matrix is taken apart into its axes") {
    const Axes2 plain = eigen_axes(9, 0, 4);
    CHECK(plain.major == doctest::Approx(9));
    CHECK(plain.minor == doctest::Approx(4));
    CHECK(std::fabs(plain.direction.x) == doctest::Approx(1));
    const Axes2 upright = eigen_axes(1, 0, 4);
    CHECK(std::fabs(upright.direction.y) == doctest::Approx(1));
    // A v = lambda v
    const Axes2 tilted = eigen_axes(3, 1.5f, 2);
    const float x = 3 * tilted.direction.x + 1.5f * tilted.direction.y,
                y = 1.5f * tilted.direction.x + 2 * tilted.direction.y;
    CHECK(x == doctest::Approx(tilted.major * tilted.direction.x));
    CHECK(y == doctest::Approx(tilted.major * tilted.direction.y));
    CHECK(tilted.major + tilted.minor == doctest::Approx(5));
}

TEST_CASE("an ellipse's corners lie on it") {
    for (const ImVec2& corner : ellipse(ImVec2(1, 2), ImVec2(0, 1), 3, 0.5f)) {
        const float along = corner.y - 2, across = corner.x - 1;
        CHECK(along * along / 9 + across * across / 0.25f == doctest::Approx(1));
    }
}

TEST_CASE("a turned, mirrored, scaled and shifted look is laid back over the newest") {
    const std::vector<float> to{0, 0, 2, 0, 2, 1, -1, 3, 0.5f, -2};
    for (const float mirror : {1.0f, -1.0f}) {
        std::vector<float> from;
        const float c = 0.6f * std::cos(1.1f), s = 0.6f * std::sin(1.1f);
        for (std::size_t i = 0; i < to.size(); i += 2) {
            const float x = to[i], y = mirror * to[i + 1];
            from.push_back(c * x - s * y + 4);
            from.push_back(s * x + c * y - 7);
        }
        const std::vector<float> back = aligned(from, to, from);
        for (std::size_t i = 0; i < to.size(); ++i) CHECK(back[i] == doctest::Approx(to[i]));
    }
    SUBCASE("samples that are nowhere do not count") {
        std::vector<float> from = to;
        from[4] = std::numeric_limits<float>::quiet_NaN();
        const std::vector<float> back = aligned(from, to, from);
        CHECK(back[2] == doctest::Approx(to[2]));
    }
    SUBCASE("places that all coincide stay as they are") {
        const std::vector<float> one(10, 3.0f);
        CHECK(aligned(one, to, one) == one);
    }
}

TEST_CASE("the looks of a trail are laid over the newest, which stays") {
    const std::vector<float> newest{0, 0, 2, 0, 2, 1, -1, 3};
    std::vector<float> shifted = newest;
    for (float& each : shifted) each += 5;
    const auto laid = laid_over_last({shifted, newest});
    REQUIRE(laid.size() == 2);
    for (std::size_t i = 0; i < newest.size(); ++i) {
        CHECK(laid[0][i] == doctest::Approx(newest[i]));
        CHECK(laid[1][i] == doctest::Approx(newest[i]));
    }
}

TEST_CASE("the density is highest where most points lie, and nowhere without points") {
    std::vector<float> points;
    for (int i = 0; i < 90; ++i) points.insert(points.end(), {0.75f, 0.75f});
    for (int i = 0; i < 10; ++i) points.insert(points.end(), {-0.75f, -0.75f});
    const Bounds box{-1, 1, -1, 1};
    const auto density = smoothed_counts(points, {}, box, 32, 32, 1.5f);
    const auto highest = std::max_element(density.begin(), density.end()) - density.begin();
    CHECK(highest / 32 == 4);  // row 0 is at the top
    CHECK(highest % 32 == 28);
    CHECK(density[std::size_t(highest)] == 1);
    CHECK(density[std::size_t(27 * 32 + 4)] + density[std::size_t(28 * 32 + 4)] > 0.1f);
    CHECK(density[16 * 32 + 16] < 1e-3f);
    const auto hidden = smoothed_counts(points, std::vector<std::uint8_t>(100, 0), box, 32, 32, 1);
    CHECK(*std::max_element(hidden.begin(), hidden.end()) == 0);
}
