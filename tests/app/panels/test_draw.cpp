// What the hand does on the canvas, and what is asked of the net for it.
#include <doctest/doctest.h>

#include <algorithm>

#include "support/export_list.h"
#include "support/headless_imgui.h"
#include "support/recording_requests.h"
#include "support/stage.h"
#include "workspaces/workspace.h"

using namespace latent;
using namespace latent::app;

namespace {

const ImVec2 kDrawSize{340, 260};

struct DrawStage : test::PanelStage {
    // Below the panel there is room for its list of exports.
    explicit DrawStage(Snapshot snapshot)
        : PanelStage("draw", test::PanelWorld(std::move(snapshot)), kDrawSize,
                     ImVec2(kDrawSize.x, kDrawSize.y + 100)) {}
    // The last that was asked to be encoded, or null.
    const Samples* asked() const {
        const auto& all = world.requests.questions;
        if (all.empty() || all.back().first != "drawn") return nullptr;
        const auto* encode = std::get_if<EncodeSamples>(&all.back().second);
        return encode ? &encode->samples : nullptr;
    }
    void answer(std::vector<float> codes) {
        auto made = std::make_shared<Answer>();
        made->ticket = world.requests.questions.size();
        made->step = world.snapshot.progress.step;
        made->codes = std::move(codes);
        made->samples = *asked();
        world.requests.answers["drawn"] = made;
    }
};

// In the left half of the panel, well within the canvas.
const ImVec2 kHere{70, 80}, kThere{110, 110};

int bright(const Samples& image) {
    return int(std::count_if(image.pixels.begin(), image.pixels.end(),
                             [](std::uint8_t pixel) { return pixel > 128; }));
}

}  // namespace

TEST_CASE("a stroke is encoded at once, and its code is marked on the map") {
    DrawStage stage(test::running_snapshot());
    stage.frames(3);
    CHECK(!stage.asked());  // nothing is drawn
    stage.imgui.drag(kHere, kThere, stage.drawn());
    REQUIRE(stage.asked());
    CHECK(stage.asked()->count == 1);
    CHECK(stage.asked()->shape == stage.world.snapshot.data->shape);
    CHECK(bright(*stage.asked()) > 10);
    CHECK(stage.world.requests.questions.size() >= 3);  // on the way, too

    stage.answer({0.5f, -1});
    stage.frames(2);
    const auto& marks = stage.world.ui.view().marks;
    REQUIRE(marks.count("drawn") == 1);
    CHECK(marks.at("drawn").codes == std::vector<float>{0.5f, -1});

    stage.world.ui.draw.drawing.undo();
    stage.frames(1);
    CHECK(stage.world.ui.draw.drawing.blank());
    CHECK(marks.count("drawn") == 0);
}

TEST_CASE("the right button wipes what the left one drew") {
    DrawStage stage(test::running_snapshot());
    stage.world.ui.draw.centred = false;
    stage.frames(2);
    stage.imgui.drag(kHere, kThere, stage.drawn());
    const int before = bright(stage.world.ui.draw.drawing.sample());
    stage.world.ui.draw.brush = 3;
    stage.imgui.click(ImVec2((kHere.x + kThere.x) / 2, (kHere.y + kThere.y) / 2), stage.drawn(), 1);
    CHECK(bright(stage.world.ui.draw.drawing.sample()) < before);
}

TEST_CASE("a picture that is brought is encoded once it is read, ink on paper as light on dark") {
    DrawStage stage(test::running_snapshot());
    stage.world.ui.draw.centred = false;
    stage.frames(2);
    stage.world.ui.draw.brought = "digit.png";
    stage.frames(2);
    CHECK(stage.world.ui.draw.brought == "digit.png");  // it is still being read

    auto picture = std::make_shared<ReadPicture>();
    picture->sample = test::sample_images(1, 40);
    const Samples figure = picture->sample;
    for (std::uint8_t& pixel : picture->sample.pixels) pixel = std::uint8_t(255 - pixel);
    stage.world.requests.pictures["digit.png"] = picture;
    stage.frames(2);
    CHECK(stage.world.ui.draw.brought.empty());
    REQUIRE(stage.asked());
    CHECK(stage.world.ui.draw.inverted);
    CHECK(stage.asked()->pixels == figure.pixels);
}

TEST_CASE("a picture that cannot be read becomes a notice, and the canvas stays") {
    DrawStage stage(test::running_snapshot());
    auto picture = std::make_shared<ReadPicture>();
    picture->trouble = "digit.png ends in the middle.";
    stage.world.requests.pictures["digit.png"] = picture;
    stage.world.ui.draw.brought = "digit.png";
    stage.frames(2);
    CHECK(stage.world.ui.notice == "digit.png ends in the middle.");
    CHECK(stage.world.ui.draw.drawing.blank());
    CHECK(stage.world.ui.draw.brought.empty());
}

TEST_CASE("the figure is centred as the data are, unless that is not wanted") {
    DrawStage stage(test::running_snapshot());
    stage.frames(2);
    stage.imgui.drag({60, 60}, {75, 70}, stage.drawn());
    REQUIRE(stage.asked());
    const Samples as_drawn = stage.world.ui.draw.drawing.sample();
    stage.world.ui.draw.centred = true;
    stage.frames(1);
    CHECK(stage.asked()->pixels != as_drawn.pixels);
    stage.world.ui.draw.centred = false;
    stage.frames(1);
    CHECK(stage.asked()->pixels == as_drawn.pixels);
}

TEST_CASE("the same drawing is asked again when the weights have moved on, and not before") {
    DrawStage stage(test::running_snapshot());
    stage.world.snapshot.state = RunState::paused;
    stage.frames(2);
    stage.imgui.drag(kHere, kThere, stage.drawn());
    const std::size_t asked = stage.world.requests.questions.size();
    stage.answer({0, 0});
    stage.frames(5);
    CHECK(stage.world.requests.questions.size() == asked);
    auto cloud = std::make_shared<CodeCloud>(*stage.world.snapshot.cloud);
    ++cloud->version;
    stage.world.snapshot.cloud = cloud;
    stage.frames(2);
    CHECK(stage.world.requests.questions.size() == asked + 1);
}

TEST_CASE("a click places a point where it is seen, and a stroke draws a curve") {
    DrawStage points(test::numbers_snapshot("swiss_roll"));
    points.frames(2);
    points.imgui.click(kHere, points.drawn());
    REQUIRE(points.asked());
    const std::vector<float> first = points.asked()->values;
    points.imgui.click(ImVec2(kHere.x + 20, kHere.y), points.drawn());
    CHECK(points.asked()->values[0] > first[0]);
    CHECK(points.asked()->values[1] == first[1]);  // the depth stays

    DrawStage curve(test::numbers_snapshot("waves"));
    curve.frames(2);
    curve.imgui.drag({60, 100}, {130, 70}, curve.drawn());
    REQUIRE(curve.asked());
    const auto& values = curve.asked()->values;
    CHECK(*std::max_element(values.begin(), values.end()) >
          *std::min_element(values.begin(), values.end()));
}

TEST_CASE("a picture that is brought to data that are no images is refused in a sentence") {
    for (const char* data : {"swiss_roll", "waves"}) {
        DrawStage stage(test::numbers_snapshot(data));
        stage.world.ui.draw.brought = "digit.png";
        stage.frames(1);
        CHECK(stage.world.ui.draw.brought.empty());
        CHECK(stage.world.ui.notice.find("only while the data are images") != std::string::npos);
        CHECK(stage.world.ui.notice_until > stage.world.now);
    }
}

TEST_CASE("the slider of the depth knows how deep the data are without looking again") {
    Snapshot snapshot = test::numbers_snapshot("swiss_roll");
    auto probe = std::make_shared<Probe>(*snapshot.cloud->probe);
    auto cloud = std::make_shared<CodeCloud>(*snapshot.cloud);
    cloud->probe = probe;
    snapshot.cloud = cloud;
    DrawStage stage(snapshot);
    stage.frames(2);
    const ImVec2 right_end(12 + 18 * 4 - 8, 180 + 10);
    stage.imgui.click(right_end, stage.drawn());
    const float deepest = stage.world.ui.draw.drawing.sample().values[1];
    float most = 0;
    for (int i = 0; i < probe->images.count; ++i)
        most = i ? std::max(most, probe->images.numbers(i)[1]) : probe->images.numbers(i)[1];
    CHECK(deepest == doctest::Approx(most));
    // Under the same version nobody has to see it.
    for (float& value : probe->images.values) value *= 10;
    stage.imgui.click(ImVec2(right_end.x - 30, right_end.y), stage.drawn());
    stage.imgui.click(right_end, stage.drawn());
    CHECK(stage.world.ui.draw.drawing.sample().values[1] == doctest::Approx(most));
}

TEST_CASE("the drawing is saved as a picture once there is one") {
    DrawStage stage(test::running_snapshot());
    stage.frames(2);
    const ImVec2 word(kDrawSize.x - 12, 246);
    test::choose_export(stage.imgui, stage.drawn(), word, 0);
    CHECK(stage.world.requests.saved_pictures.empty());  // greyed
    stage.imgui.drag(kHere, kThere, stage.drawn());
    test::choose_export(stage.imgui, stage.drawn(), word, 0);
    const auto& saved = stage.world.requests.saved_pictures;
    REQUIRE(saved.size() == 1);
    CHECK(saved[0].name == "drawing");
    const float width = saved[0].max.x - saved[0].min.x;
    CHECK(width == doctest::Approx(saved[0].max.y - saved[0].min.y));
    CHECK(saved[0].min.x < kHere.x);
    CHECK(saved[0].max.x > kThere.x);
    test::choose_export(stage.imgui, stage.drawn(), word, 1);
    REQUIRE(saved.size() == 2);
    CHECK(saved[1].max.x > saved[1].min.x + 2 * width);
}
