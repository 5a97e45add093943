#include "widgets/hourglass.h"

#include <doctest/doctest.h>

#include "support/headless_imgui.h"
#include "support/sample_snapshots.h"

using namespace latent;
using namespace latent::app;

TEST_CASE("a bar's end stands for its width, both ways") {
    const HourglassShape shape = shape_of(*test::sample_model(2), 2, 60);
    CHECK(shape.waist == 3);
    CHECK(shape.bar_half_height(784) == doctest::Approx(60));
    for (std::int64_t width : {1, 2, 3, 10, 32, 100, 512}) {
        CAPTURE(width);
        CHECK(shape.width_at(shape.bar_half_height(width), 1, 512) == width);
    }
    CHECK(shape.width_at(0, 1, 512) == 1);
    CHECK(shape.width_at(1000, 1, 512) == 512);
}

TEST_CASE(
    "dragging the waist away from the middle makes the code wider, and only letting go decides") {
    test::HeadlessImGui imgui(240, 160);
    const Theme theme = make_theme(ThemeKind::paper, 1);
    const auto model = test::sample_model(2);
    std::int64_t dragged = 0, chosen = 0;
    const auto draw = [&] {
        if (const std::int64_t width =
                hourglass(theme, "hourglass", *model, 2, 1, 512, 120, dragged))
            chosen = width;
    };
    // The waist is the middle one of seven bars over 240 pixels.
    imgui.press_and_move({120, 45}, {120, 25}, draw);
    CHECK(dragged > 2);
    CHECK(chosen == 0);
    const std::int64_t seen = dragged;
    imgui.button(0, false);
    imgui.frame(draw);
    CHECK(chosen == seen);
    CHECK(dragged == 0);

    chosen = 0;
    imgui.drag({10, 45}, {10, 10}, draw);  // the input's bar is not for dragging
    CHECK(chosen == 0);
    imgui.click({120, 45}, draw);  // and a click alone changes nothing
    CHECK(chosen == 0);
}
