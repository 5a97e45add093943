// What panels ask for when the mouse does something.
#include <doctest/doctest.h>

#include <algorithm>

#include "support/headless_imgui.h"
#include "support/recording_requests.h"
#include "support/stage.h"
#include "widgets/histogram_slider.h"
#include "workspaces/workspace.h"

using namespace latent;
using namespace latent::app;

namespace {

// One panel alone in a window of its own.
const ImVec2 kWalkSize{340, 300};

Snapshot paused_snapshot() {
    Snapshot snapshot = test::running_snapshot();
    snapshot.state = RunState::paused;
    return snapshot;
}

// The transport's buttons stand behind the tab, a pitch of seven grid units apart.
ImVec2 transport_button(int i) {
    const float tab = ImGui::CalcTextSize("Explore").x;
    return ImVec2(12 + tab + 16 + 16 + 12 + float(i) * 28, 22);
}

}  // namespace

TEST_CASE("dragging a slider of the walk asks for the picture of the moved code") {
    test::PanelStage stage("latent_walk", test::running_snapshot(), kWalkSize);
    stage.frames(2);
    const DecodeCodes* first = stage.world.requests.last_decode("walk");
    REQUIRE(first);
    const std::vector<float> before = first->codes;
    REQUIRE(before.size() == 2);

    // The sliders are the last rows of the panel; the first of two carries most and is z1.
    const float height = histogram_slider_height(stage.world.theme);
    const Track track = histogram_slider_track(stage.world.theme, 12, kWalkSize.x - 24,
                                               histogram_slider_name_room(stage.world.theme, "z2"));
    const float y = kWalkSize.y - 8 - 4 - 2 * (height + 2) + height / 2;
    const LatentDimension& z1 = stage.world.snapshot.latents->dimensions[0];
    stage.imgui.drag({track.x_of(before[0], z1.low, z1.high), y}, {track.left + 20, y},
                     stage.drawn());

    const DecodeCodes* last = stage.world.requests.last_decode("walk");
    REQUIRE(last->codes.size() == 4);  // the moved code, and the sample's own beside it
    CHECK(last->codes[0] ==
          doctest::Approx(track.value_at(track.left + 20, z1.low, z1.high)).epsilon(0.001));
    CHECK(last->codes[0] != doctest::Approx(before[0]));
    CHECK(last->codes[1] == before[1]);
    CHECK(last->codes[2] == before[0]);
    CHECK(last->codes[3] == before[1]);
    CHECK(stage.world.ui.view().walk.touched);
    CHECK(stage.world.requests.asked("walk") >= 4);  // on the way, too
}

TEST_CASE("the walk asks once for a code that stays, and again when the weights have moved on") {
    test::PanelStage stage("latent_walk", paused_snapshot(), kWalkSize);
    stage.frames(10);
    CHECK(stage.world.requests.asked("walk") == 1);

    const auto newer = [&] {
        auto cloud = std::make_shared<CodeCloud>(*stage.world.snapshot.cloud);
        ++cloud->version;
        stage.world.snapshot.cloud = cloud;
    };
    newer();
    stage.frames(3);
    CHECK(stage.world.requests.asked("walk") == 1);  // the first is not answered yet

    auto answer = std::make_shared<Answer>();
    answer->ticket = stage.world.requests.ticket("walk");
    answer->samples = test::sample_images(1, 77);
    stage.world.requests.answers["walk"] = answer;
    stage.frames(3);
    CHECK(stage.world.requests.asked("walk") == 2);
    CHECK(stage.world.textures.asked > 0);
}

TEST_CASE(
    "while it trains, an answer of older weights is asked for again, but not in every frame") {
    test::PanelStage stage("latent_walk", test::running_snapshot(), kWalkSize);
    stage.frames(2);
    auto answer = std::make_shared<Answer>();
    answer->ticket = stage.world.requests.ticket("walk");
    answer->step = stage.world.snapshot.progress.step - 10;
    stage.world.requests.answers["walk"] = answer;
    stage.frames(5);
    CHECK(stage.world.requests.asked("walk") == 1);
    stage.world.now += 1;
    stage.frames(5);
    CHECK(stage.world.requests.asked("walk") == 2);
}

TEST_CASE("each run has a walk of its own") {
    test::PanelStage stage("latent_walk", test::running_snapshot(), kWalkSize);
    stage.frames(2);
    stage.world.ui.shown = RunId(2);
    stage.frames(2);
    CHECK(stage.world.requests.asked("walk") == 2);
    CHECK(stage.world.ui.views.size() == 2);
}

TEST_CASE("the transport trains, pauses and steps") {
    test::PanelStage paused("transport", paused_snapshot(), ImVec2(1280, 44));
    paused.frames(1);
    paused.click(transport_button(0));
    CHECK(paused.world.requests.count<Train>() == 1);
    paused.click(transport_button(1));
    CHECK(paused.world.requests.count<TrainSteps>() == 1);
    paused.click(transport_button(2));
    CHECK(paused.world.requests.count<TrainEpoch>() == 1);
    CHECK(paused.world.requests.commands.size() == 3);

    {
        // The context of the first stage is still current; its run goes on in the same one.
        paused.world.snapshot.state = RunState::running;
        paused.click(transport_button(0));
        CHECK(paused.world.requests.count<Pause>() == 1);
    }
}

TEST_CASE("a failed run cannot be trained") {
    test::PanelStage stage("transport", test::failed_snapshot(), ImVec2(1280, 44));
    stage.frames(1);
    for (int i = 0; i < 4; ++i) stage.click(transport_button(i));
    CHECK(stage.world.requests.commands.empty());
    CHECK_FALSE(stage.world.ui.confirm_reset);
}

TEST_CASE("reset asks first, and a click beside the question means no") {
    test::PanelStage stage("transport", test::running_snapshot(), ImVec2(1280, 44));
    stage.imgui.frame([] {});
    ImGui::GetIO().DisplaySize = ImVec2(1280, 800);
    stage.click(transport_button(3));
    CHECK(stage.world.ui.confirm_reset);
    CHECK(stage.world.requests.commands.empty());
    stage.click({900, 600});
    CHECK_FALSE(stage.world.ui.confirm_reset);
    CHECK(stage.world.requests.commands.empty());

    stage.world.ui.confirm_reset = true;  // as the key does
    stage.frames(3);
    const ImVec2 reset = transport_button(3);
    stage.click({reset.x + 24, reset.y + 84});
    CHECK(stage.world.requests.count<Reset>() == 1);
    CHECK_FALSE(stage.world.ui.confirm_reset);
}

TEST_CASE("a live weight is sent while it is dragged, another setting waits for a new run") {
    test::PanelStage stage("system", test::running_snapshot(10, true), ImVec2(260, 1400));
    stage.world.ui.open_folds = {"code", "optimizer", "run"};
    stage.frames(2);
    // Every track of the column is tried from its middle to the right.
    int live = 0;
    for (float y = 200; y < 1300; y += 4) {
        stage.world.requests.commands.clear();
        stage.imgui.drag({120, y}, {180, y}, stage.drawn());
        for (const Command& command : stage.world.requests.commands) {
            const auto* set = std::get_if<SetParam>(&command);
            REQUIRE(set);
            CHECK((set->path == "terms.kl_prior.weight" || set->path == "optimizer.learning_rate"));
            ++live;
        }
    }
    CHECK(live >= 4);
    const auto& edits = stage.world.ui.view().edits;
    CHECK(edits.count("code.width") == 1);
    CHECK(edits.count("batch_size") == 1);
    CHECK(edits.count("terms.kl_prior.weight") == 0);
    CHECK(stage.world.requests.started.empty());
}

TEST_CASE("collected edits start a run beside the old one") {
    test::PanelStage stage("system", test::running_snapshot(), ImVec2(260, 560));
    stage.world.ui.view().edits["code.width"] = std::int64_t(8);
    stage.world.ui.view().edits["batch_size"] = std::int64_t(64);
    stage.frames(2);
    stage.click({130, 560 - 8 - 72 + 4 + 16});
    REQUIRE(stage.world.requests.started.size() == 1);
    CHECK(stage.world.requests.started[0].integer("code.width") == 8);
    CHECK(stage.world.requests.started[0].integer("batch_size") == 64);
    CHECK(stage.world.ui.view().edits.empty());
    CHECK(stage.world.snapshot.config->integer("code.width") == 2);
}

TEST_CASE("dragging the waist starts a run with that width") {
    test::PanelStage stage("system", test::running_snapshot(), ImVec2(260, 560));
    stage.frames(2);
    // The hourglass lies below the two pickers; its waist is in the middle.
    for (float y = 90; y < 260 && stage.world.requests.started.empty(); y += 10)
        stage.imgui.drag({123, y}, {123, y - 40}, stage.drawn());
    REQUIRE(stage.world.requests.started.size() == 1);
    CHECK(stage.world.requests.started[0].integer("code.width") != 2);
    CHECK(stage.world.ui.dragged_width == 0);
}

TEST_CASE("a click on a reconstruction pins its sample and takes the walk there") {
    test::PanelStage stage("reconstructions", test::running_snapshot(), ImVec2(340, 240));
    stage.frames(2);
    stage.click({80, 80});
    const int pinned = stage.world.ui.pinned;
    CHECK(pinned == stage.world.snapshot.reconstructions->samples[0]);
    CHECK(stage.world.ui.view().walk.sample == pinned);
    CHECK(stage.world.ui.view().walk.z[0] == stage.world.snapshot.cloud->code(pinned)[0]);
}

TEST_CASE("worst first puts the largest error first") {
    test::PanelStage stage("reconstructions", test::running_snapshot(), ImVec2(340, 240));
    stage.world.ui.worst_first = true;
    stage.frames(2);
    stage.click({80, 80});
    const Reconstructions& made = *stage.world.snapshot.reconstructions;
    const auto worst = std::max_element(made.squared_errors.begin(), made.squared_errors.end()) -
                       made.squared_errors.begin();
    CHECK(stage.world.ui.pinned == made.samples[std::size_t(worst)]);
}

TEST_CASE("a click on the word before the errors sorts the reconstructions") {
    test::PanelStage stage("reconstructions", test::running_snapshot(), ImVec2(340, 240));
    stage.frames(2);
    // The label stands below three rows of pictures, whose height is the layout's affair.
    for (float y = 120; y < 230 && !stage.world.ui.worst_first; y += 6) stage.click({20, y});
    CHECK(stage.world.ui.worst_first);
    CHECK(stage.world.ui.pinned == -1);
}

TEST_CASE("a click in the legend hides a term's curves and brings them back") {
    test::PanelStage stage("curves", test::running_snapshot(2, true), ImVec2(900, 200));
    stage.frames(2);
    stage.click({700, 68});
    REQUIRE(stage.world.ui.hidden_series.size() == 1);
    stage.click({700, 68});
    CHECK(stage.world.ui.hidden_series.empty());
}

TEST_CASE("a notice takes the status bar for its time and then gives it back") {
    test::PanelStage stage("status", test::running_snapshot(), ImVec2(1280, 28));
    const int usual = stage.imgui.frame(stage.drawn());
    stage.world.ui.notice = "x";
    stage.world.ui.notice_until = stage.world.now + 1;
    const int noticed = stage.imgui.frame(stage.drawn());
    CHECK(noticed < usual);
    stage.world.now += 2;
    CHECK(stage.imgui.frame(stage.drawn()) == usual);
}

TEST_CASE("the walk sends its sample along, for nets with connections round the code") {
    for (const Snapshot& snapshot :
         {test::running_snapshot(), test::numbers_snapshot("swiss_roll")}) {
        test::PanelStage stage("latent_walk", snapshot, kWalkSize);
        stage.frames(2);
        const DecodeCodes* asked = stage.world.requests.last_decode("walk");
        REQUIRE(asked);
        REQUIRE((asked->beside != nullptr));
        const Samples& all = snapshot.cloud->probe->images;
        const int sample = stage.world.ui.view().walk.sample;
        CHECK(asked->beside->count == 1);
        CHECK(asked->beside->shape == all.shape);
        CHECK(asked->beside->kind == all.kind);
        if (all.kind == DataKind::images)
            CHECK(std::equal(asked->beside->pixels.begin(), asked->beside->pixels.end(),
                             all.image(sample)));
        else
            CHECK(std::equal(asked->beside->values.begin(), asked->beside->values.end(),
                             all.numbers(sample)));
    }
}

TEST_CASE("a loss of one term has one line in the legend, a sum of two has three") {
    const auto lines = [](bool gaussian) {
        test::PanelStage stage("curves", test::running_snapshot(2, gaussian), ImVec2(900, 300));
        stage.frames(2);
        int hidden = 0;
        for (float y = 62; y < 200; y += 20) {  // a click a row
            stage.click({700, y});
            hidden = int(stage.world.ui.hidden_series.size());
        }
        return hidden;
    };
    CHECK(lines(false) == 1);
    CHECK(lines(true) == 3);
}
