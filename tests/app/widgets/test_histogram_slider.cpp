#include "widgets/histogram_slider.h"

#include <doctest/doctest.h>

#include "support/headless_imgui.h"
#include "widgets/theme.h"

using namespace latent::app;

namespace {

// One slider from -3 to 3 in a window of its own.
struct SliderStage {
    latent::test::HeadlessImGui imgui{400, 100};
    Theme theme = make_theme(ThemeKind::paper, 1);
    HistogramSlider slider;
    float value = 0;

    SliderStage() {
        slider.label = "z1";
        slider.low = -3;
        slider.high = 3;
        slider.reset_to = 1;
    }
    latent::test::HeadlessImGui::Draw drawn() {
        return [this] { histogram_slider(theme, "slider", slider, value); };
    }
    ImVec2 place_of(float wanted) const {
        const Track track = histogram_slider_track(theme, 0, 400, theme.unit * 9);
        return {track.x_of(wanted, slider.low, slider.high), histogram_slider_height(theme) / 2};
    }
};

}  // namespace

TEST_CASE("a click sets the value under it, a right click the sample's own") {
    SliderStage stage;
    stage.imgui.click(stage.place_of(2), stage.drawn());
    CHECK(stage.value == doctest::Approx(2).epsilon(0.02));
    stage.imgui.click(stage.place_of(-2), stage.drawn(), 1);
    CHECK(stage.value == 1);
}

TEST_CASE("Ctrl-click leaves the value, and what is typed then becomes it") {
    SliderStage stage;
    stage.value = 0.5f;
    stage.imgui.control(true);
    stage.imgui.click(stage.place_of(2), stage.drawn());
    stage.imgui.control(false);
    stage.imgui.frame(stage.drawn());
    CHECK(stage.value == 0.5f);
    CHECK(ImGui::GetIO().WantTextInput);  // so that no key of the window fires while typing
    stage.imgui.type("-2.25");
    stage.imgui.frame(stage.drawn());
    stage.imgui.enter(stage.drawn());
    stage.imgui.frame(stage.drawn());
    CHECK(stage.value == -2.25f);
    stage.imgui.click(stage.place_of(2), stage.drawn());  // it is a slider again
    CHECK(stage.value == doctest::Approx(2).epsilon(0.02));
}
