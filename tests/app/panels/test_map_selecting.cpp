// Selecting on the latent map, and what the panel beside it says of the selection.
#include "support/map_panel.h"
#include "support/stage.h"

using namespace latent;
using namespace latent::app;
using test::Map;

namespace {

const ImVec2 kPanel{360, 500};
const std::vector<ImVec2> kRound{{300, 150}, {900, 150}, {900, 600}, {300, 600}};

}  // namespace

TEST_CASE("a drag with Shift draws a lasso, the view stays, and what is inside is selected") {
    Map map(test::running_snapshot());
    const MapCamera before = map.camera();
    map.imgui.modifiers(true, false);
    map.draw_line(kRound);
    map.imgui.modifiers(false, false);
    Selection& selection = map.world.ui.selection;
    REQUIRE(selection.count > 10);
    REQUIRE(selection.count < map.world.snapshot.cloud->count);
    CHECK(map.camera().centre_x == before.centre_x);
    CHECK(map.camera().fitted);
    CHECK(map.world.ui.pinned == -1);

    SUBCASE("it survives other axes and another run on the same data") {
        const auto chosen = selection.chosen;
        map.world.snapshot.cloud = test::running_snapshot(3).cloud;
        map.world.snapshot.latents = test::running_snapshot(3).latents;
        map.camera().y_axis = 2;
        map.camera().axes_chosen = true;
        for (int i = 0; i < 5; ++i) map.frame();
        CHECK(selection.chosen == chosen);
    }
    SUBCASE("shown alone, the others are neither drawn nor hit") {
        isolate(selection, true);
        map.frame();
        map.frame();
        CHECK(map.canvas.hidden == map.world.snapshot.cloud->count - selection.count);
    }
    SUBCASE("a lasso round nothing says so and selects nothing") {
        map.imgui.modifiers(true, false);
        map.draw_line({{80, 90}, {90, 90}, {90, 100}});
        map.imgui.modifiers(false, false);
        CHECK(selection.count == 0);
        CHECK(map.world.ui.notice.find("No point") == 0);
    }
}

TEST_CASE("the box as a tool selects without a key, and Shift adds to what is selected") {
    Map map(test::running_snapshot());
    map.world.ui.map.tool = MapTool::box;
    map.draw_line({{300, 150}, {600, 600}});
    const int left = map.world.ui.selection.count;
    REQUIRE(left > 0);
    map.imgui.modifiers(true, false);
    map.draw_line({{600, 150}, {900, 600}});
    map.imgui.modifiers(false, false);
    CHECK(map.world.ui.selection.count > left);
    map.draw_line({{600, 150}, {900, 600}});
    CHECK(map.world.ui.selection.count > 0);
    CHECK(map.world.ui.selection.count < left * 3);
}

TEST_CASE("filtered classes are not selected") {
    Map map(test::running_snapshot());
    map.world.ui.hidden_classes.insert(0);
    map.frame();
    map.world.ui.map.tool = MapTool::box;
    map.draw_line({{120, 90}, {1200, 690}});
    const Selection& selection = map.world.ui.selection;
    REQUIRE(selection.count > 100);
    for (int i = 0; i < map.world.snapshot.cloud->count; ++i)
        if (map.world.snapshot.cloud->probe->labels[std::size_t(i)] == 0) CHECK(!selection.has(i));
}

TEST_CASE("a Ctrl-click sets the other end of the path") {
    Map map(test::running_snapshot());
    map.world.ui.pinned = 7;
    const ImVec2 at = map.over_a_sample();
    map.imgui.modifiers(false, true);
    map.imgui.click(at, map.drawing());
    map.imgui.modifiers(false, false);
    CHECK(map.world.ui.pinned == 7);
    CHECK(map.world.ui.second_pin >= 0);
}

TEST_CASE("a sample that another panel points at is ringed for as long as it does") {
    Map map(test::running_snapshot());
    const auto vertices = [&] { return map.imgui.frame([&] { map.draw(); }); };
    const int without = vertices();
    map.world.ui.map.pointed = 5;
    CHECK(vertices() > without);
    CHECK(map.world.ui.map.pointed == -1);
    CHECK(vertices() == without);
}

TEST_CASE("the selection panel asks for the mean code, shows its samples and points at the map") {
    test::PanelStage stage("selection", test::running_snapshot(), kPanel);
    test::PanelWorld& world = stage.world;
    stage.frame();
    CHECK(world.requests.questions.empty());  // nothing is selected

    select(world.ui.selection, world.snapshot.cloud->count, {4, 8, 15});
    // follow_data() would drop a selection made before the data were known.
    world.ui.selection.data = world.snapshot.data->id;
    world.ui.selection.total = world.snapshot.cloud->count;
    world.textures.asked = 0;
    stage.frame();
    const DecodeCodes* asked = world.requests.last_decode("mean code");
    REQUIRE(asked);
    CHECK(asked->codes == mean_code(*world.snapshot.cloud, {4, 8, 15}));
    CHECK(world.textures.asked >= 4);  // the mean input and three samples
    stage.frame();
    const std::size_t questions = world.requests.questions.size();
    stage.frame();
    CHECK(world.requests.questions.size() == questions);  // not again while nothing changed

    bool pointed = false;
    for (float y = 150; y < 480 && !pointed; y += 8) {
        stage.imgui.move(ImVec2(30, y));
        stage.frame();
        stage.frame();
        pointed = world.ui.map.pointed == 4;
    }
    CHECK(pointed);
}

TEST_CASE("the mean code of moving codes is asked for again, if need be in a frame of its own") {
    test::PanelStage stage("selection", test::running_snapshot(), kPanel);
    test::PanelWorld& world = stage.world;
    const auto frame = [&] {
        world.requests.redraws.clear();
        stage.frame();
    };
    follow_data(world.ui.selection, world.snapshot.data->id, world.snapshot.cloud->count);
    select(world.ui.selection, world.snapshot.cloud->count, {4, 8, 15});
    frame();
    REQUIRE(world.requests.asked("mean code") == 1);
    auto answer = std::make_shared<Answer>();
    answer->ticket = world.requests.ticket("mean code");
    world.requests.answers["mean code"] = answer;
    auto moved = std::make_shared<CodeCloud>(*world.snapshot.cloud);
    ++moved->version;
    world.snapshot.cloud = moved;
    world.now += 0.1;
    frame();
    CHECK(world.requests.asked("mean code") == 1);
    REQUIRE(world.requests.redraws.size() == 1);
    CHECK(world.requests.redraws[0] == doctest::Approx(0.2));
    world.now += 0.2001;
    frame();
    CHECK(world.requests.asked("mean code") == 2);
    frame();
    CHECK(world.requests.redraws.empty());
}
