// The list of runs under the mouse and the keys.
#include <doctest/doctest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <map>

#include "gui/keys.h"
#include "panels/compare/fork_dialog.h"
#include "support/sample_runs.h"
#include "support/stage.h"

using namespace latent;
using namespace latent::app;

namespace {

struct List {
    explicit List(int count, float width = 256, float height = 700)
        : stage("runs", test::running_snapshot(), ImVec2(width, height)) {
        for (int i = 0; i < count; ++i)
            add(i + 1, test::sample_run(1 << i, "width " + std::to_string(1 << i)));
        stage.frames(3);
    }
    void add(int id, std::shared_ptr<Snapshot> run) { requests().others[RunId(id)] = run; }
    test::RecordingRequests& requests() { return stage.world.requests; }
    UiState& ui() { return stage.world.ui; }

    // Where a click shows each run: found with the mouse, as a user finds it.
    std::map<RunId, float> places(float x = 90) {
        std::map<RunId, float> found;
        for (float y = 40; y < stage.size.y - 80; y += 6) {
            requests().shown.clear();
            stage.click({x, y});
            if (!requests().shown.empty() && !found.count(requests().shown[0]))
                found[requests().shown[0]] = y;
        }
        requests().shown.clear();
        stage.imgui.move({-100, -100});
        // Clicks on the way may have sorted the list.
        ui().comparison.sort.clear();
        ui().comparison.falling = false;
        requests().commands_to.clear();
        stage.frames(40);
        return found;
    }
    void press(RunKey key) {
        ui().run_list.keys.push_back(key);
        stage.frames(2);
    }

    // Into the row that is being renamed.
    void type_name(const std::string& name) {
        stage.imgui.type(name.c_str());
        stage.frames(1);
        stage.imgui.enter(stage.drawn());
    }
    // What a run was called, if it was asked for nothing else.
    std::string name_sent(int id) {
        const auto& sent = requests().commands_to[RunId(id)];
        REQUIRE(sent.size() == 1);
        return std::get<Describe>(sent[0]).about.name;
    }

    test::PanelStage stage;
};

}  // namespace

TEST_CASE("a click on a row shows its run, and every run has a row") {
    List list(5);
    CHECK(list.places().size() == 5);
    CHECK(list.requests().started_runs.empty());
}

TEST_CASE("thirty runs are all reached by scrolling, and failed ones among them") {
    List list(2);
    for (int i = 3; i <= 30; ++i)
        list.add(i,
                 test::sample_run(2, "a long name that will not fit the list " + std::to_string(i),
                                  "Sweep", i % 3 ? RunState::failed : RunState::finished));
    list.stage.frames(3);
    list.press(RunKey::up);
    for (int i = 0; i < 40; ++i) list.press(RunKey::down);
    list.press(RunKey::show);
    REQUIRE(list.requests().shown.size() == 1);
    CHECK(list.requests().shown[0] == RunId(30));
}

TEST_CASE("the eye at the left leaves a run out of the comparison and takes it back in") {
    List list(3);
    const auto places = list.places();
    REQUIRE(places.count(RunId(2)));
    const float y = places.at(RunId(2)) + 26;  // the second line of the row
    list.stage.click({20, y});
    CHECK(list.ui().comparison.left_out == std::set<RunId>{RunId(2)});
    list.stage.click({20, y});
    CHECK(list.ui().comparison.left_out.empty());
    CHECK(list.requests().shown.empty());
}

TEST_CASE("F2 renames in place: Enter keeps the new name") {
    List list(2);
    list.places();
    list.ui().run_list.focused = RunId(2);
    list.press(RunKey::rename);
    list.stage.frames(2);
    list.type_name("narrow");
    CHECK(list.name_sent(2) == "narrow");
}

TEST_CASE("a double-click on a row renames it, too") {
    List list(2);
    const float y = list.places().at(RunId(2));
    for (int i = 0; i < 2; ++i) {
        list.stage.imgui.move({60, y});
        list.stage.frames(1);
        list.stage.imgui.button(0, true);
        list.stage.frames(1);
        list.stage.imgui.button(0, false);
        list.stage.frames(1);
    }
    list.stage.frames(3);
    list.type_name("narrow");
    CHECK(list.name_sent(2) == "narrow");
}

TEST_CASE("Space pauses the run that has the focus and lets a paused one go on") {
    List list(2);
    list.add(2, test::sample_run(4, "resting", "", RunState::paused));
    list.ui().run_list.focused = RunId(1);
    list.press(RunKey::toggle);
    REQUIRE(list.requests().commands_to[RunId(1)].size() == 1);
    CHECK(std::holds_alternative<Pause>(list.requests().commands_to[RunId(1)][0]));
    list.ui().run_list.focused = RunId(2);
    list.press(RunKey::toggle);
    REQUIRE(list.requests().commands_to[RunId(2)].size() == 1);
    CHECK(std::holds_alternative<Train>(list.requests().commands_to[RunId(2)][0]));
}

TEST_CASE("keys go to the list after a click into it, and to the run shown otherwise") {
    List list(2);
    const float y = list.places().at(RunId(2));
    list.stage.click({90, y});
    const auto press = [&](int key) {
        WindowEvents events;
        events.keys.push_back({key, "", false, false, false});
        act_on_keys(events, list.stage.world.snapshot, list.requests(), list.ui());
        list.stage.frames(1);
    };
    press(GLFW_KEY_UP);
    CHECK(list.ui().run_list.focused == RunId(1));
    press(GLFW_KEY_SPACE);
    CHECK(list.requests().commands_to[RunId(1)].size() == 1);
    CHECK(list.requests().commands.empty());

    list.ui().run_list.focus_frame = -100;  // the list is no longer on screen
    WindowEvents events;
    events.keys.push_back({GLFW_KEY_SPACE, " ", false, false, false});
    act_on_keys(events, list.stage.world.snapshot, list.requests(), list.ui());
    CHECK(list.requests().commands.size() == 1);
    CHECK(list.ui().run_list.keys.empty());
}

TEST_CASE("Delete asks, and only yes deletes") {
    List list(2);
    list.ui().run_list.focused = RunId(2);
    list.press(RunKey::remove);
    list.stage.frames(3);
    CHECK(list.requests().deleted.empty());
    list.stage.click({2, 2});  // beside it: no
    CHECK(list.requests().deleted.empty());
    list.press(RunKey::remove);
    list.stage.frames(3);
    list.stage.imgui.enter(list.stage.drawn());
    CHECK(list.requests().deleted == std::vector<RunId>{RunId(2)});
}

TEST_CASE("rows do not change places under the mouse while errors fall") {
    List list(2);
    auto first = test::sample_run(1, "first"), second = test::sample_run(2, "second");
    test::give_error(*first, 10);
    test::give_error(*second, 20);
    list.add(1, first);
    list.add(2, second);
    const float y = list.places().at(RunId(2));
    list.ui().comparison.sort = "error";
    list.stage.frames(2);
    list.stage.imgui.move({90, y});
    list.stage.frames(2);
    auto better = std::make_shared<Snapshot>(*second);
    test::give_error(*better, 5);
    list.add(2, better);
    list.stage.click({90, y});
    CHECK(list.requests().shown == std::vector<RunId>{RunId(2)});
    list.requests().shown.clear();
    list.stage.imgui.move({-100, -100});
    list.stage.frames(40);
    list.stage.click({90, y});  // it has moved up since the mouse left
    CHECK(list.requests().shown == std::vector<RunId>{RunId(1)});
}

TEST_CASE("a note is shown in a line of its own") {
    List list(2);
    const auto before = list.places();
    auto run = test::sample_run(1, "width 1");
    auto about = std::make_shared<RunAbout>(*run->about);
    about->note = "the one for the lecture";
    run->about = about;
    list.add(1, run);
    list.stage.frames(2);
    const auto after = list.places();
    CHECK(after.at(RunId(2)) > before.at(RunId(2)));
}

TEST_CASE("a folded sweep is one line") {
    List list(1);
    for (int i = 2; i <= 6; ++i) list.add(i, test::sample_run(2, "of it", "Sweep 1: seed"));
    list.stage.frames(2);
    CHECK(list.places().size() == 6);
    list.ui().comparison.folded = {"Sweep 1: seed"};
    list.stage.frames(2);
    // One of the clicks on the way opens it again; the run above it is there in any case.
    list.requests().shown.clear();
    list.ui().run_list.focused = RunId(1);
    list.press(RunKey::down);
    CHECK(list.ui().run_list.focused == RunId(1));
}

TEST_CASE("a fork says which weights begin anew") {
    CHECK(kept_weights("code.width").find("fresh") != std::string::npos);
    CHECK(kept_weights("architecture.encoder").find("fresh") != std::string::npos);
    CHECK(kept_weights("optimizer.learning_rate").find("fresh") == std::string::npos);
    CHECK(kept_weights("corruption.kind").find("fresh") == std::string::npos);
}

TEST_CASE("a fork with one thing changed is asked for with the parent's config and that change") {
    test::PanelWorld world(test::running_snapshot());
    test::HeadlessImGui imgui(900, 900);
    auto parent = test::sample_run(8, "width 8");
    world.requests.others[RunId(1)] = parent;
    RunReader reader;
    ForkDialog dialog;
    const auto frame = [&] {
        PanelContext context = world.context();
        const auto rows = reader.read(
            context.catalog, world.requests.runs(),
            [&](RunId run) { return world.requests.snapshot_of(run); }, nullptr);
        dialog.draw(context, rows);
    };
    dialog.open(RunId(1), 400);
    imgui.frame(frame);
    imgui.frame(frame);
    // The catalogue is the first line of the popup, which stands in the middle of the window.
    ImVec2 at(0, 0);
    for (float y = 10; y < 890 && world.ui.typed.path.empty(); y += 10) {
        dialog.open(RunId(1), 400);
        imgui.move({-100, -100});
        imgui.frame(frame);
        imgui.click({383, y}, frame);
        imgui.type("learning");
        imgui.frame(frame);
        imgui.enter(frame);
        imgui.frame(frame);
        at = {340, y + 20};
        for (float dy = 24; dy < 60 && world.ui.typed.path.empty(); dy += 8)
            imgui.click({593, y + dy}, frame);
    }
    CHECK(world.ui.typed.path == "fork optimizer.learning_rate");
    imgui.frame(frame);
    imgui.frame(frame);
    imgui.type("0.5");
    imgui.frame(frame);
    imgui.enter(frame);
    for (float y = at.y + 96; y < at.y + 160 && world.requests.forks.empty(); y += 6)
        imgui.click({303, y}, frame);
    REQUIRE(world.requests.forks.size() == 1);
    CHECK(world.requests.forks[0].parent == RunId(1));
    CHECK(world.requests.forks[0].step == 400);
    RunConfig expected = *parent->config;
    expected.set("optimizer.learning_rate", 0.5);
    CHECK(world.requests.forks[0].config == expected);
}
