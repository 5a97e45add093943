// The latent map under the mouse: hover, pin, pan, zoom, fit, the walk's handle and the legend.
#include <doctest/doctest.h>

#include "support/map_panel.h"

using namespace latent;
using namespace latent::app;
using test::Map;

TEST_CASE("hovering shows a sample's card, and leaving closes it") {
    Map map(test::running_snapshot());
    map.over_a_sample();
    CHECK(map.card());
    map.imgui.move(ImVec2(-100, -100));
    CHECK(!map.card());
}

TEST_CASE("a click pins the sample and puts its code under the sliders") {
    Map map(test::running_snapshot());
    const ImVec2 at = map.over_a_sample();
    map.imgui.click(at, map.drawing());
    const int sample = map.world.ui.pinned;
    REQUIRE(sample >= 0);
    const WalkState& walk = map.world.ui.view().walk;
    const CodeCloud& cloud = *map.world.snapshot.cloud;
    REQUIRE(walk.z.size() == std::size_t(cloud.width));
    CHECK(walk.z[0] == cloud.code(sample)[0]);
    CHECK(walk.sample == sample);
    CHECK(!walk.touched);

    SUBCASE("and dragging the walk's handle from there moves the code, not the view") {
        const MapCamera before = map.camera();
        map.imgui.drag(at, ImVec2(at.x + 60, at.y - 40), map.drawing());
        CHECK(map.world.ui.view().walk.touched);
        CHECK(walk.z[0] > cloud.code(sample)[0]);
        CHECK(walk.z[1] > cloud.code(sample)[1]);
        CHECK(map.camera().centre_x == doctest::Approx(before.centre_x));
        CHECK(map.world.ui.pinned == sample);
    }
}

TEST_CASE("dragging pans, the wheel zooms at the cursor, a double-click fits again") {
    Map map(test::running_snapshot());
    const MapCamera fitted = map.camera();
    CHECK(fitted.fitted);
    map.imgui.drag(ImVec2(600, 300), ImVec2(660, 340), map.drawing());
    CHECK(!map.camera().fitted);
    CHECK(map.camera().centre_x < fitted.centre_x);
    CHECK(map.camera().centre_y > fitted.centre_y);
    CHECK(map.world.ui.pinned == -1);  // the end of a drag is not a click

    const float scale = map.camera().units_per_pixel;
    map.wheel(2);
    CHECK(map.camera().units_per_pixel < scale);

    for (int click = 0; click < 2; ++click) {
        map.imgui.button(0, true);
        map.frame();
        map.imgui.button(0, false);
        map.frame();
    }
    CHECK(map.camera().fitted);
    for (int i = 0; i < 120; ++i) map.frame();
    CHECK(map.camera().units_per_pixel == doctest::Approx(fitted.units_per_pixel).epsilon(0.01));
    CHECK(map.camera().centre_x == doctest::Approx(fitted.centre_x).epsilon(0.01));
}

TEST_CASE("a class that is filtered out is neither drawn nor hit") {
    Map map(test::running_snapshot());
    CHECK(map.canvas.hidden == 0);
    const ImVec2 at = map.over_a_sample();
    map.imgui.click(at, map.drawing());
    const int sample = map.world.ui.pinned;
    REQUIRE(sample >= 0);
    map.world.ui.hidden_classes.insert(
        map.world.snapshot.cloud->probe->labels[std::size_t(sample)]);
    map.frame();
    map.frame();
    CHECK(map.canvas.hidden > 0);
    map.world.ui.pinned = -1;
    map.imgui.click(ImVec2(at.x + 1, at.y), map.drawing());
    CHECK(map.world.ui.pinned != sample);
}

TEST_CASE(
    "a code of one dimension is spread over a band, and axes that a narrower run lacks are let "
    "go") {
    Map map(test::running_snapshot(1, false));
    CHECK(map.camera().y_axis == -1);
    float low = 0, high = 0;
    for (int i = 0; i < map.canvas.last.count; ++i) {
        low = std::min(low, map.canvas.last.points[i * 2 + 1]);
        high = std::max(high, map.canvas.last.points[i * 2 + 1]);
    }
    CHECK(low < 0);
    CHECK(high > 0);
    map.over_a_sample();
    map.world.snapshot = test::running_snapshot(2, false);
    map.camera().x_axis = 17;
    map.frame();
    CHECK(map.camera().x_axis == 1);
}

TEST_CASE(
    "points glide to where a new cloud puts them, and a frame is asked for until they are there") {
    Map map(test::running_snapshot());
    const CodeCloud& first = *map.world.snapshot.cloud;
    auto moved = std::make_shared<CodeCloud>(first);
    for (float& code : moved->codes) code += 1;
    ++moved->version;
    const float before = map.canvas.last.points[0];
    map.world.snapshot.cloud = moved;
    map.frame();
    map.frame();
    CHECK(map.canvas.last.points[0] > before);
    CHECK(map.canvas.last.points[0] < before + 1);
    for (int i = 0; i < 8; ++i) map.frame();
    CHECK(map.canvas.last.points[0] == moved->codes[0]);
    const std::uint64_t version = map.canvas.last.points_version;
    map.frame();
    CHECK(map.canvas.last.points_version == version);  // at rest, nothing is uploaded again
}
