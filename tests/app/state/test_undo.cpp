// Undo over the fields that are kept: what is one step, and what is none.
#include <doctest/doctest.h>

#include "state/about_settings.h"
#include "state/pin.h"
#include "state/undo.h"

using namespace latent;
using namespace latent::app;

namespace {

const auto kAll = [](RunId) { return true; };
const auto kSendNothing = [](RunId, const std::string&, const ParamValue&) {};

// A window in which frames are drawn by hand.
struct World {
    UiState ui;
    Undo undo;
    KeptTexts texts;
    double now = 0;
    bool held = false;

    World() {
        ui.shown = RunId(1);
        frame(true);
    }
    // A frame in which `change` is what the user does.
    void frame(
        bool input, const std::function<void()>& change = [] {}) {
        now += 0.02;
        const bool watching = undo.watching(input, now);
        if (watching) undo.begin(texts.of(ui), ui.shown);
        change();
        if (watching) undo.end(texts.of(ui), ui.shown, held, now);
    }
    void rest(double seconds = 1) {
        for (const double until = now + seconds; now < until;) frame(false);
    }
    std::string back() { return undo.undo(ui, kAll, kSendNothing); }
    std::string again() { return undo.redo(ui, kAll, kSendNothing); }
};

}  // namespace

TEST_CASE("a choice is undone and made again, and the sentence names it") {
    World world;
    world.frame(true, [&] { select(world.ui.selection, 100, {3, 4, 5}); });
    world.rest();
    world.frame(true, [&] { world.ui.theme = ThemeKind::night; });
    world.rest();
    CHECK(world.back() == "Undone: the colours of the window.");
    CHECK(world.ui.theme == ThemeKind::paper);
    CHECK(world.ui.selection.count == 3);
    CHECK(world.back() == "Undone: the selection.");
    CHECK(world.ui.selection.count == 0);
    CHECK(world.back() == "There is nothing to undo.");
    CHECK(world.again() == "Redone: the selection.");
    CHECK(selected(world.ui.selection) == std::vector<int>{3, 4, 5});
    CHECK(world.again() == "Redone: the colours of the window.");
    CHECK(world.ui.theme == ThemeKind::night);
    CHECK(world.again() == "There is nothing to redo.");
}

TEST_CASE("a slider that is dragged is one step, however long it is held still") {
    World world;
    WalkState& walk = world.ui.view().walk;
    walk.z = {0, 0};
    world.held = true;
    for (int i = 1; i <= 20; ++i)
        world.frame(true, [&] {
            walk.z[0] = float(i);
            walk.touched = true;
            if (i == 10) world.now += 2;
        });
    CHECK(world.undo.steps() == 1);
    world.held = false;
    world.frame(true);
    // The next drag begins at once.
    world.held = true;
    world.frame(true, [&] { walk.z[1] = 5; });
    world.held = false;
    world.frame(true);
    CHECK(world.undo.steps() == 2);
    world.back();
    CHECK(walk.z == std::vector<float>{20, 0});
    world.back();
    CHECK_FALSE(walk.touched);
}

TEST_CASE("typing is one step until it rests") {
    World world;
    for (int i = 0; i < 5; ++i) {
        world.frame(true, [&] { world.ui.map.clusters = 3 + i; });
        world.rest(0.2);
    }
    world.rest();
    world.frame(true, [&] { world.ui.map.clusters = 15; });
    CHECK(world.undo.steps() == 2);
    world.back();  // what has not settled yet is taken back first
    CHECK(world.ui.map.clusters == 7);
    world.back();
    CHECK(world.ui.map.clusters == 10);
}

TEST_CASE("what changes by itself is no step") {
    World world;
    world.rest();
    world.ui.view().walk.z = {1, 2};  // follows its sample
    world.ui.view().camera.centre_x = 4;
    world.ui.hidden_classes = {3};  // between two inputs
    world.frame(true);
    world.rest();
    CHECK(world.undo.steps() == 0);
    world.frame(true, [&] {  // another run, and what goes with it
        unpin(world.ui);
        world.ui.hidden_classes.clear();
        world.ui.shown = RunId(2);
    });
    world.rest();
    CHECK(world.undo.steps() == 0);
    world.frame(true, [&] { world.ui.workspace = "compare"; });  // where one looks is no change
    world.rest();
    CHECK(world.undo.steps() == 0);
}

TEST_CASE("a new change forgets what was undone, and two hundred steps are kept") {
    World world;
    for (int i = 0; i < 230; ++i) {
        world.frame(true, [&] { world.ui.map.clusters = 2 + i % 15; });
        world.rest(0.5);
    }
    CHECK(world.undo.steps() == Undo::kMostSteps);
    world.back();
    world.rest(0.1);
    CHECK(world.undo.undone() == 1);
    world.frame(true, [&] { world.ui.log_curves = true; });
    world.rest();
    CHECK(world.undo.undone() == 0);
}

TEST_CASE("undoing and then changing nothing leaves redo alone") {
    World world;
    world.frame(true, [&] { world.ui.log_curves = true; });
    world.rest();
    world.frame(true, [&] { world.back(); });
    world.rest();
    world.frame(true);
    world.rest();
    CHECK(world.undo.steps() == 0);
    CHECK(world.undo.undone() == 1);
}

TEST_CASE("a run's name, note and colour go back to what they were") {
    World world;
    RunAbout about;
    about.name = "width 2";
    const auto say = [&](const RunAbout& next) {
        world.frame(true, [&] {
            for (const SentSetting& said : said_of_run(RunId(1), about, next))
                world.undo.sent(said, world.now);
        });
        world.rest();
        about = next;
    };
    const auto send = [&](RunId, const std::string& path, const ParamValue& value) {
        REQUIRE(say_of_run(about, path, value));
    };
    const RunAbout first = about;
    RunAbout named = about, coloured;
    named.name = "narrow";
    say(named);
    coloured = named;
    coloured.colour = 7;
    coloured.note = "for the lesson";
    say(coloured);
    REQUIRE(world.undo.steps() == 2);
    CHECK(world.undo.undo(world.ui, kAll, send) ==
          "Undone: the note on a run, the colour of a run.");
    CHECK(about == named);
    CHECK(world.undo.undo(world.ui, kAll, send) == "Undone: the name of a run.");
    CHECK(about == first);
    CHECK(world.undo.redo(world.ui, kAll, send) == "Redone: the name of a run.");
    CHECK(about == named);
}

TEST_CASE("a live setting goes back to what it was before the drag") {
    World world;
    std::vector<std::pair<std::string, std::string>> sent;
    const auto send = [&](RunId run, const std::string& path, const ParamValue& value) {
        CHECK(run == RunId(1));
        sent.emplace_back(path, to_text(value));
    };
    const std::string path = "optimizer.learning_rate";
    world.held = true;
    world.frame(true, [&] { world.undo.sent({RunId(1), path, 0.001, 0.002}, world.now); });
    world.frame(true, [&] { world.undo.sent({RunId(1), path, 0.0015, 0.004}, world.now); });
    world.held = false;
    world.frame(true);
    REQUIRE(world.undo.steps() == 1);
    CHECK(world.undo.undo(world.ui, kAll, send) == "Undone: learning rate 0.001.");
    CHECK(world.undo.redo(world.ui, kAll, send) == "Redone: learning rate 0.004.");
    REQUIRE(sent.size() == 2);
    CHECK(sent[0] == std::make_pair(path, std::string("0.001")));
    CHECK(sent[1] == std::make_pair(path, std::string("0.004")));
    const auto gone = [](RunId) { return false; };
    CHECK(world.undo.undo(world.ui, gone, send) == "What was changed then is no longer there.");
    CHECK(sent.size() == 2);
}
