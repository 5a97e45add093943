#include "widgets/splitter.h"

#include <doctest/doctest.h>

#include "support/headless_imgui.h"

using namespace latent::app;

TEST_CASE("a splitter follows the mouse, stops at its ends and comes back on a double-click") {
    latent::test::HeadlessImGui imgui(1000, 400);
    const Theme theme = make_theme(ThemeKind::paper, 1);
    float share = 0.2f;
    const auto draw = [&] {
        splitter(theme, "left", SplitterLine::vertical, ImVec2(share * 1000, 0), 400, 1000, +1,
                 0.1f, 0.4f, 0.2f, share);
    };
    imgui.drag({200, 100}, {300, 100}, draw);
    CHECK(share == doctest::Approx(0.3).epsilon(0.02));
    imgui.drag({share * 1000, 100}, {900, 100}, draw);
    CHECK(share == doctest::Approx(0.4));
    imgui.move({400, 100});
    imgui.frame(draw);
    for (int i = 0; i < 2; ++i) {
        imgui.button(0, true);
        imgui.frame(draw);
        imgui.button(0, false);
        imgui.frame(draw);
    }
    CHECK(share == doctest::Approx(0.2));
    imgui.drag({600, 100}, {700, 100}, draw);  // beside it
    CHECK(share == doctest::Approx(0.2));
}

TEST_CASE("a splitter whose panel lies behind it grows the other way") {
    latent::test::HeadlessImGui imgui(1000, 400);
    const Theme theme = make_theme(ThemeKind::paper, 1);
    float share = 0.25f;
    const auto draw = [&] {
        splitter(theme, "bottom", SplitterLine::horizontal, ImVec2(0, 400 - share * 400), 1000, 400,
                 -1, 0.1f, 0.5f, 0.25f, share);
    };
    imgui.drag({500, 300}, {500, 260}, draw);
    CHECK(share == doctest::Approx(0.35).epsilon(0.02));
}
