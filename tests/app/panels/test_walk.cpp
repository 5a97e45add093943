// The walk along principal directions, by effect, and what it saves.
#include <fstream>
#include <sstream>

#include "panels/frame_exports.h"
#include "state/directions.h"
#include "support/stage.h"
#include "support/temp_folder.h"
#include "widgets/histogram_slider.h"

using namespace latent;
using namespace latent::app;
using latent::test::paused;

TEST_CASE("for more than two dimensions a slider moves the code along a principal direction") {
    test::PanelStage stage("latent_walk", paused(test::with_principal(test::running_snapshot(4))),
                           ImVec2(340, 300));
    stage.frames(2);
    const std::vector<float> before = stage.world.ui.view().walk.z;
    // The first slider is PC1, the sum of z1 and z2; the sliders are the last rows of the panel.
    const float height = histogram_slider_height(stage.world.theme) + 2;
    const float y = 300 - 8 - 4 - 4 * height + height / 2;
    stage.imgui.drag({170, y}, {230, y}, stage.drawn());
    const std::vector<float> after = stage.world.ui.view().walk.z;
    REQUIRE(after.size() == 4);
    CHECK(after[0] != before[0]);
    CHECK(after[0] - before[0] == doctest::Approx(after[1] - before[1]).epsilon(1e-3));
    CHECK(after[2] == before[2]);

    stage.world.ui.walk.raw_axes = true;
    stage.frames(2);
    stage.imgui.drag({170, y}, {200, y}, stage.drawn());
    int moved = 0;
    for (std::size_t j = 0; j < 4; ++j) moved += stage.world.ui.view().walk.z[j] != after[j];
    CHECK(moved == 1);
}

TEST_CASE("the walk asks for effects once, of codes of the data, and sorts by them on demand") {
    test::PanelStage stage("latent_walk", paused(test::running_snapshot(4)), ImVec2(340, 300));
    stage.world.ui.walk.order = DirectionOrder::effect;
    stage.frames(4);
    CHECK(stage.world.requests.asked("effects") == 1);
    const auto* asked = stage.world.requests.last<Effects>("effects");
    REQUIRE(asked);
    CHECK(asked->codes.size() == 16 * 4);
    auto answer = std::make_shared<Answer>();
    answer->ticket = stage.world.requests.ticket("effects");
    answer->effects = {0.1f, 0.2f, 0.3f, 5.0f};
    stage.world.requests.answers["effects"] = answer;
    stage.frames(3);
    const std::vector<float> before = stage.world.ui.view().walk.z;
    const float height = histogram_slider_height(stage.world.theme) + 2;
    const float y = 300 - 8 - 4 - 4 * height + height / 2;
    stage.imgui.drag({170, y}, {230, y}, stage.drawn());  // the first row is z4 now
    CHECK(stage.world.ui.view().walk.z[3] != before[3]);
    CHECK(stage.world.ui.view().walk.z[0] == before[0]);
}

TEST_CASE(
    "effects of principal directions are asked for as those of axes are, along unit vectors") {
    test::PanelStage stage("latent_walk", paused(test::with_principal(test::running_snapshot(4))),
                           ImVec2(340, 300));
    stage.world.ui.walk.order = DirectionOrder::effect;
    stage.frames(4);
    const auto* asked = stage.world.requests.last<Effects>("effects");
    REQUIRE(asked);
    CHECK(asked->codes.size() == 16 * 4);
    const Directions principal(stage.world.snapshot.latents.get(), 4, true);
    REQUIRE(principal.principal);
    std::vector<float> expected;
    for (int i = 0; i < principal.count(); ++i)
        for (float number : principal.vector(i)) expected.push_back(number);
    CHECK(asked->directions == expected);
    stage.world.ui.walk.raw_axes = true;
    stage.frames(4);
    CHECK(stage.world.requests.last<Effects>("effects")->directions.empty());
}

TEST_CASE("a touched walk is decoded beside its sample's own code, an untouched one alone") {
    test::PanelStage stage("latent_walk", paused(test::running_snapshot(4)), ImVec2(340, 300));
    stage.frames(2);
    CHECK(stage.world.requests.last_decode("walk")->codes.size() == 4);
    WalkState& walk = stage.world.ui.view().walk;
    walk.z[2] += 1;
    walk.touched = true;
    stage.frames(2);
    const DecodeCodes* asked = stage.world.requests.last_decode("walk");
    REQUIRE(asked->codes.size() == 8);
    CHECK(asked->codes[6] == stage.world.snapshot.cloud->code(walk.sample)[2]);
}

TEST_CASE("codes that are shown are saved with their row and their place on the way") {
    test::PanelWorld world(test::running_snapshot());
    auto answer = std::make_shared<Answer>();
    answer->codes = {1, 2, 3, 4};
    ShownFrames shown;
    shown.answer = answer;
    shown.width = 2;
    shown.rows = 2;
    shown.columns = 1;
    shown.row_names = {"z1", "z2"};
    shown.places = {-0.5f, 1.5f};
    const FrameExports exports;
    PanelContext context = world.context();
    exports.codes(context, shown, true);
    exports.codes(context, shown, false);
    CHECK_FALSE(why_no_gif(shown).empty());
    exports.gif(context, shown);  // nothing is decoded: nothing is saved
    REQUIRE(world.requests.saved_files.size() == 2);
    const test::TempFolder folder;
    const std::string path = (folder.path() / "codes.csv").string();
    world.requests.saved_files[0].second(path);
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    CHECK(text.str() == "row,t,z1,z2\nz1,-0.5,1,2\nz2,1.5,3,4\n");
}
