// A score's place between noise and a perfect code.
#include "widgets/score_bar.h"

#include <doctest/doctest.h>

#include <cmath>

#include "support/headless_imgui.h"
#include "support/sample_scores.h"

using namespace latent;
using namespace latent::app;

TEST_CASE("on its own scale noise is 0 and a perfect code 1, whatever they score") {
    const Figure figure = test::score("factor_vae", "FactorVAE score", 0.6, 0.9, 0.3);
    CHECK(place_of(figure) == doctest::Approx(0.5));
    CHECK(place_of(figure, 0.9) == doctest::Approx(1));
    CHECK(place_of(figure, 0.3) == doctest::Approx(0));
    CHECK(place_of(figure, 0.0) < 0);  // worse than noise shows as that
    // Without chance the scale begins at 0; without a ceiling there is none.
    CHECK(place_of(test::score("mig", "MIG", 0.4, 0.8)) == doctest::Approx(0.5));
    CHECK(std::isnan(place_of(test::score("tc", "correlation", 3.4))));
    // Chance as good as perfect: nothing can be told.
    CHECK(std::isnan(place_of(test::score("mig", "MIG", 0.4, 0.5, 0.5))));
}

TEST_CASE("the bar begins at 0 or at chance below it, and holds a value beyond the ceiling") {
    const BarScale usual = bar_scale(test::score("a", "a", 0.5, 0.9, 0.2));
    CHECK(usual.known);
    CHECK(usual.low == 0);
    CHECK(usual.high == doctest::Approx(0.9));
    const BarScale beyond = bar_scale(test::score("a", "a", 0.95, 0.9, -0.1));
    CHECK(beyond.low == doctest::Approx(-0.1));
    CHECK(beyond.high == doctest::Approx(0.95));
    CHECK_FALSE(bar_scale(test::score("a", "a", 0.5)).known);
}

TEST_CASE("a score without a scale draws no bar") {
    test::HeadlessImGui imgui(300, 100);
    const Theme theme = make_theme(ThemeKind::paper, 1);
    const auto vertices = [&](const Figure& figure) {
        return imgui.frame([&] {
            draw_score_bar(theme, *ImGui::GetWindowDrawList(), ImVec2(10, 10), ImVec2(110, 20),
                           figure, theme.accent);
        });
    };
    const int nothing = vertices(test::score("a", "a", 0.5));
    CHECK(vertices(test::score("a", "a", 0.5, 0.9, 0.1)) > nothing + 8);
}
