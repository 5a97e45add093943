#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

#include "widgets/map_camera.h"

using namespace latent;
using namespace latent::app;

namespace {

const MapFrame kFrame{100, 50, 600, 400};

std::vector<float> normal_points(int count, float x, float y, float spread) {
    std::mt19937 random(4);
    std::normal_distribution<float> normal(0, spread);
    std::vector<float> points;
    for (int i = 0; i < count; ++i) {
        points.push_back(x + normal(random));
        points.push_back(y + normal(random));
    }
    return points;
}

int nearest_by_looking_at_all(const std::vector<float>& points, float x, float y, float radius) {
    int best = -1;
    float least = radius;
    for (std::size_t i = 0; i * 2 < points.size(); ++i) {
        const float distance = std::hypot(points[i * 2] - x, points[i * 2 + 1] - y);
        if (distance > least) continue;
        least = distance;
        best = int(i);
    }
    return best;
}

}  // namespace

TEST_CASE("from codes to the screen and back") {
    const MapCamera camera{1, -2, 0.05f, false, 0, 1};
    const ImVec2 centre = to_screen(camera, kFrame, 1, -2);
    CHECK(centre.x == doctest::Approx(400));
    CHECK(centre.y == doctest::Approx(250));
    CHECK(to_screen(camera, kFrame, 1, -1).y < centre.y);  // up is up
    const ImVec2 there = to_screen(camera, kFrame, 3.5f, 0.25f);
    const ImVec2 back = to_code(camera, kFrame, there);
    CHECK(back.x == doctest::Approx(3.5));
    CHECK(back.y == doctest::Approx(0.25));
}

TEST_CASE("zooming keeps the code under the cursor where it is, and stops following") {
    MapCamera camera{1, -2, 0.05f, true, 0, 1};
    const ImVec2 cursor(630, 90), before = to_code(camera, kFrame, cursor);
    for (const float factor : {1.2f, 1.2f, 0.3f, 8.0f}) {
        zoom_at(camera, kFrame, cursor, factor);
        CHECK(to_code(camera, kFrame, cursor).x == doctest::Approx(before.x).epsilon(1e-4));
        CHECK(to_code(camera, kFrame, cursor).y == doctest::Approx(before.y).epsilon(1e-4));
    }
    CHECK(!camera.fitted);
}

TEST_CASE("panning carries the code along with the mouse") {
    MapCamera camera{1, -2, 0.05f, true, 0, 1};
    const ImVec2 code = to_code(camera, kFrame, ImVec2(300, 300));
    pan(camera, ImVec2(40, -25));
    const ImVec2 screen = to_screen(camera, kFrame, code.x, code.y);
    CHECK(screen.x == doctest::Approx(340));
    CHECK(screen.y == doctest::Approx(275));
}

TEST_CASE("the fitted view holds the cloud, and one stray code does not move it") {
    std::vector<float> points = normal_points(2000, 3, -1, 0.5f);
    const Bounds bounds = bounds_of(points);
    const MapCamera camera = fitted_camera(bounds, kFrame);
    int inside = 0;
    for (std::size_t i = 0; i * 2 < points.size(); ++i)
        inside += kFrame.contains(to_screen(camera, kFrame, points[i * 2], points[i * 2 + 1]));
    CHECK(inside >= 1990);
    points[0] = 1e6f;
    points[3] = std::numeric_limits<float>::quiet_NaN();
    const MapCamera with_stray = fitted_camera(bounds_of(points), kFrame);
    CHECK(with_stray.units_per_pixel == doctest::Approx(camera.units_per_pixel).epsilon(0.05));
}

TEST_CASE("codes that all coincide, and no codes at all, still have a view") {
    for (const std::vector<float>& points :
         {std::vector<float>{}, std::vector<float>(200, 0.0f), std::vector<float>(200, 4.0f)}) {
        const Bounds bounds = bounds_of(points);
        CHECK(!bounds.empty());
        const MapCamera camera = fitted_camera(bounds, kFrame);
        CHECK(std::isfinite(camera.units_per_pixel));
        CHECK(camera.units_per_pixel > 0);
    }
}

TEST_CASE("following comes to rest at the goal without overshooting") {
    MapCamera camera{0, 0, 0.01f, true, 0, 1};
    const MapCamera goal{3, -4, 0.08f, true, 0, 1};
    int frames = 0;
    float last = camera.units_per_pixel;
    while (follow(camera, goal, kFrame, 1.0 / 30) && frames < 500) {
        ++frames;
        CHECK(camera.units_per_pixel >= last);
        CHECK(camera.units_per_pixel <= goal.units_per_pixel);
        last = camera.units_per_pixel;
    }
    CHECK(frames > 5);
    CHECK(frames < 120);
    CHECK(camera.centre_x == goal.centre_x);
    CHECK(camera.units_per_pixel == goal.units_per_pixel);
}

TEST_CASE("the grid finds the nearest point, as looking at all of them does") {
    const std::vector<float> points = normal_points(5000, 0, 0, 1);
    PointGrid grid;
    grid.build(points, {});
    std::mt19937 random(9);
    std::uniform_real_distribution<float> anywhere(-5, 5);
    for (int i = 0; i < 300; ++i) {
        const float x = anywhere(random), y = anywhere(random), radius = i % 2 ? 0.05f : 0.5f;
        CHECK(grid.nearest(x, y, radius) == nearest_by_looking_at_all(points, x, y, radius));
    }
    SUBCASE("and leaves hidden ones out") {
        std::vector<std::uint8_t> visible(5000, 1);
        const int first = grid.nearest(0, 0, 1);
        visible[std::size_t(first)] = 0;
        grid.build(points, visible);
        CHECK(grid.nearest(0, 0, 1) != first);
    }
    SUBCASE("and can be empty") {
        grid.build({}, {});
        CHECK(grid.nearest(0, 0, 1) == -1);
        grid.build(points, std::vector<std::uint8_t>(5000, 0));
        CHECK(grid.nearest(0, 0, 1) == -1);
    }
}

TEST_CASE("an axis leaves a dead dimension for the widest, unless the user chose it") {
    LatentStats stats;
    stats.dimensions.resize(5);
    for (auto& dimension : stats.dimensions) dimension.active = false;
    MapCamera camera;
    leave_dead_axes(camera, stats);
    CHECK(camera.x_axis == 0);  // nowhere to go
    CHECK(camera.y_axis == 1);
    stats.dimensions[1].active = stats.dimensions[3].active = stats.dimensions[4].active = true;
    stats.dimensions[1].deviation = 0.2f;
    stats.dimensions[3].deviation = 1;
    stats.dimensions[4].deviation = 2;
    leave_dead_axes(camera, stats);
    CHECK(camera.x_axis == 4);
    CHECK(camera.y_axis == 1);  // alive: the map holds still
    stats.dimensions[3].deviation = 9;
    leave_dead_axes(camera, stats);
    CHECK(camera.x_axis == 4);

    MapCamera chosen;
    chosen.axes_chosen = true;
    leave_dead_axes(chosen, stats);
    CHECK(chosen.x_axis == 0);
}
