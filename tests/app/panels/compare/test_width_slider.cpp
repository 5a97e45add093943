#include <doctest/doctest.h>

#include "support/compared_world.h"
#include "support/stage.h"

using namespace latent;
using namespace latent::app;

namespace {

struct Slider {
    explicit Slider(const std::vector<int>& widths)
        : stage("width_slider", *test::compared_run(2), ImVec2(800, 180)) {
        for (std::size_t i = 0; i < widths.size(); ++i)
            stage.world.requests.others[RunId(std::int64_t(i + 1))] =
                test::compared_run(widths[i], std::int64_t(i));
        stage.world.ui.comparison.sample = 203;  // one of those that every look reconstructs
    }
    Comparison& comparison() { return stage.world.ui.comparison; }
    test::PanelStage stage;
};

}  // namespace

TEST_CASE("dragging the slider goes through the widths from the narrowest to the widest") {
    Slider slider({16, 1, 4, 2, 8});
    slider.stage.frames(2);
    // Its row is found by where a press changes the width.
    float row = -1;
    for (float y = 30; y < 175 && row < 0; y += 4) {
        slider.comparison().width = 1;
        slider.stage.click(ImVec2(765, y));
        if (slider.comparison().width == 16) row = y;
    }
    REQUIRE(row > 0);
    std::vector<double> seen;
    slider.stage.imgui.move(ImVec2(480, row));
    slider.stage.frames(2);
    slider.stage.imgui.button(0, true);
    slider.stage.frames(1);
    for (float x = 400; x < 770; x += 5) {
        slider.stage.imgui.move(ImVec2(x, row));
        slider.stage.frames(1);
        if (seen.empty() || seen.back() != slider.comparison().width)
            seen.push_back(slider.comparison().width);
    }
    slider.stage.imgui.button(0, false);
    CHECK(seen.size() >= 4);
    for (std::size_t i = 1; i < seen.size(); ++i) CHECK(seen[i] > seen[i - 1]);
    CHECK(seen.back() == 16);
}

TEST_CASE("nobody is asked for what the looks show, and every run for another sample") {
    Slider slider({1, 4, 8});
    slider.stage.frames(3);
    CHECK(slider.stage.world.requests.questions_to.empty());
    slider.comparison().sample = 390;
    slider.stage.frames(3);
    const auto& asked = slider.stage.world.requests.questions_to;
    REQUIRE(asked.size() == 3);
    for (const auto& each : asked) {
        CHECK(each.channel == "compare.width");
        const auto* encode = std::get_if<EncodeSamples>(&each.question);
        REQUIRE(encode);
        CHECK(encode->samples.count == 1);
        const Samples& all = slider.stage.world.snapshot.cloud->probe->images;
        CHECK(encode->samples.pixels ==
              std::vector<std::uint8_t>(all.image(390), all.image(390) + all.shape.size()));
    }
}

TEST_CASE("one width alone makes no slider") {
    Slider slider({4, 4});
    slider.comparison().sample = 390;
    slider.stage.frames(2);
    CHECK(slider.stage.world.requests.questions_to.empty());
}
