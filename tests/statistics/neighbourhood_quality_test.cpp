#include "statistics/neighbourhood_quality.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace latent;
using statistics::neighbourhood_quality;

namespace {

std::vector<float> random_points(int count, int width, unsigned seed) {
    std::mt19937 generator(seed);
    std::normal_distribution<float> normal;
    std::vector<float> points(std::size_t(count) * std::size_t(width));
    for (float& value : points) value = normal(generator);
    return points;
}

}  // namespace

TEST_CASE("trustworthiness and continuity of eight points are those computed by hand") {
    const std::vector<float> x{0, 1.1f, 2.3f, 3.6f, 5, 6.5f, 8.1f, 9.8f},
        y{0, 3.1f, 1.3f, 5.6f, 2, 7.5f, 4.1f, 6.8f};
    const std::vector<double> t{.45833333, .51388889, .63888889}, c{.41666667, .51388889, .625};
    for (int k = 1; k <= 3; ++k) {
        const auto quality = neighbourhood_quality(x.data(), 1, y.data(), 1, 8, k);
        CHECK(quality.trustworthiness == doctest::Approx(t[std::size_t(k - 1)]).epsilon(1e-7));
        CHECK(quality.continuity == doctest::Approx(c[std::size_t(k - 1)]).epsilon(1e-7));
    }
}

TEST_CASE("a map that is the original, moved and scaled, keeps every neighbourhood") {
    const auto points = random_points(300, 5, 1);
    auto map = points;
    for (float& value : map) value = 1e20f * value + 3e20f;
    const auto quality = neighbourhood_quality(points.data(), 5, map.data(), 5, 300, 12);
    CHECK(quality.trustworthiness == 1);
    CHECK(quality.continuity == 1);
}

TEST_CASE("a map that has nothing to do with the original keeps half") {
    const auto points = random_points(600, 4, 1), map = random_points(600, 2, 2);
    const auto quality = neighbourhood_quality(points.data(), 4, map.data(), 2, 600, 12);
    CHECK(quality.trustworthiness == doctest::Approx(0.5).epsilon(0.04));
    CHECK(quality.continuity == doctest::Approx(0.5).epsilon(0.04));
}

TEST_CASE("folding a line shows as false neighbours, cutting a ring as neighbours torn apart") {
    constexpr int n = 200;
    std::vector<float> line, folded, ring, cut;
    for (int i = 0; i < n; ++i) {
        line.push_back(float(i) + 0.001f * float(i * i % 97));
        folded.push_back(std::abs(float(i) - 99.7f));
        const double angle = 2 * 3.14159265358979 * (i + 0.0001 * (i * i % 97)) / n;
        ring.push_back(float(std::cos(angle)));
        ring.push_back(float(std::sin(angle)));
        cut.push_back(float(angle));
    }
    const auto fold = neighbourhood_quality(line.data(), 1, folded.data(), 1, n, 5);
    CHECK(fold.trustworthiness < fold.continuity - 0.1);
    const auto tear = neighbourhood_quality(ring.data(), 2, cut.data(), 1, n, 5);
    CHECK(tear.continuity < tear.trustworthiness - 0.001);
}

TEST_CASE("neighbourhoods that are not defined say why") {
    const auto points = random_points(30, 2, 1);
    const std::vector<float> one_place(60, 0.1f);
    auto broken = points;
    broken[7] = std::numeric_limits<float>::quiet_NaN();
    const auto why = [&](const std::vector<float>& a, const std::vector<float>& b, int k) {
        try {
            neighbourhood_quality(a.data(), 2, b.data(), 2, 30, k);
        } catch (const NotDefined& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    CHECK(why(points, points, 15).find("more than 30 points") != std::string::npos);
    CHECK(why(points, points, 0) != "");
    CHECK(why(broken, points, 5).find("codes is not finite") != std::string::npos);
    CHECK(why(points, broken, 5).find("map is not finite") != std::string::npos);
    CHECK(why(one_place, points, 5).find("codes lie in one place") != std::string::npos);
    CHECK(why(points, points, 14) == "");
    try {
        neighbourhood_quality(points.data(), 2, broken.data(), 2, 30, 5, {}, {"inputs", "codes"});
        FAIL("not refused");
    } catch (const NotDefined& error) {
        CHECK(std::string(error.what()).find("codes is not finite") != std::string::npos);
    }
}

TEST_CASE("comparing neighbourhoods can be cancelled") {
    const auto points = random_points(200, 2, 1);
    CHECK_THROWS_AS(neighbourhood_quality(points.data(), 2, points.data(), 2, 200, 5,
                                          [](double progress, const std::string&) {
                                              if (progress > 0.2) throw Cancelled();
                                          }),
                    Cancelled);
}
