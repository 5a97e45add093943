#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

#include "widgets/map_lasso.h"

using namespace latent::app;

namespace {

// The winding number by the angle that the line sweeps, seen from the point.
int turns_round(const std::vector<ImVec2>& line, float x, float y) {
    double sum = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const ImVec2 a = line[i], b = line[(i + 1) % line.size()];
        const double ax = a.x - x, ay = a.y - y, bx = b.x - x, by = b.y - y;
        sum += std::atan2(ax * by - ay * bx, ax * bx + ay * by);
    }
    return int(std::lround(sum / (2 * 3.14159265358979)));
}

std::vector<float> anywhere(int count) {
    std::mt19937 random(3);
    std::uniform_real_distribution<float> place(-2, 2);
    std::vector<float> points;
    for (int i = 0; i < count * 2; ++i) points.push_back(place(random));
    return points;
}

}  // namespace

TEST_CASE("a lasso encloses what it goes round, crossing itself or not") {
    const std::vector<float> points = anywhere(4000);
    std::vector<ImVec2> star, loops;
    for (int i = 0; i < 5; ++i)
        star.emplace_back(1.5f * std::sin(float(i) * 2.51327f),
                          1.5f * std::cos(float(i) * 2.51327f));
    for (int i = 0; i < 200; ++i) {
        const float angle = float(i) * 0.0628f * 2, reach = 1 + 0.6f * std::cos(3.5f * angle);
        loops.emplace_back(reach * std::cos(angle), reach * std::sin(angle));
    }
    for (const auto& line : {star, loops}) {
        std::vector<int> expected;
        for (int i = 0; i < 4000; ++i)
            if (turns_round(line, points[std::size_t(i) * 2], points[std::size_t(i) * 2 + 1]) != 0)
                expected.push_back(i);
        REQUIRE(expected.size() > 100);
        CHECK(enclosed(points, line, {}) == expected);
    }
}

TEST_CASE("a lasso leaves out what is hidden or nowhere, and a line encloses nothing") {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const std::vector<float> points{0, 0, 0.5f, 0.5f, nan, 0, 0.2f, 0.2f};
    const auto box = box_between(ImVec2(-1, -1), ImVec2(1, 1));
    CHECK(enclosed(points, box, {}) == std::vector<int>{0, 1, 3});
    CHECK(enclosed(points, box, {1, 0, 1, 1}) == std::vector<int>{0, 3});
    CHECK(enclosed(points, {ImVec2(-1, -1), ImVec2(1, 1)}, {}).empty());
    CHECK(enclosed(points, {ImVec2(0, 0), ImVec2(1, 0), ImVec2(2, 0)}, {}).empty());
    CHECK(enclosed(points, {}, {}).empty());
}
