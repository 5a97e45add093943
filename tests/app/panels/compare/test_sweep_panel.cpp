// The sweep put together with the mouse.
#include <doctest/doctest.h>

#include "support/sample_runs.h"
#include "support/stage.h"

using namespace latent;
using namespace latent::app;

namespace {

test::PanelStage stage_of() {
    Snapshot snapshot = test::running_snapshot();
    return test::PanelStage("sweep", std::move(snapshot), ImVec2(256, 700));
}

// Clicks down the panel at x until `done`.
template <class Done>
bool click_until(test::PanelStage& stage, float x, float from, float to, Done done) {
    for (float y = from; y < to && !done(); y += 6) stage.click({x, y});
    return done();
}

}  // namespace

TEST_CASE("a chip takes a width in or out") {
    auto stage = stage_of();
    stage.frames(3);
    auto& widths = stage.world.ui.sweep.widths;
    REQUIRE(widths.size() == 7);
    CHECK(click_until(stage, 26, 60, 200, [&] { return widths.size() != 7; }));
    CHECK(widths.size() == 6);
    CHECK(widths.front() == 2);  // the first chip is the width 1
}

TEST_CASE("Train starts every run of the plan under the name of one sweep, and shows the list") {
    auto stage = stage_of();
    auto other = test::sample_run(2, "old", "Sweep 1: width");
    stage.world.requests.others[RunId(1)] = other;
    stage.world.ui.sweep.widths = {2, 8, 16};
    stage.frames(3);
    auto& started = stage.world.requests.started_runs;
    CHECK(click_until(stage, 120, 580, 690, [&] { return !started.empty(); }));
    REQUIRE(started.size() == 3);
    for (const NewRun& run : started) {
        CHECK(run.about.group == "Sweep 2: width");
        CHECK(!run.about.name.empty());
        CHECK(run.config.integer("epochs") == 5);
    }
    CHECK(started[1].config.integer("code.width") == 8);
    CHECK(started[0].about.colour != started[1].about.colour);
    CHECK(stage.world.ui.tabs["runs"] == "runs");
    CHECK(stage.world.ui.comparison.axis == "code.width");
    CHECK(stage.world.requests.shown.empty());  // the others are left alone
}

TEST_CASE("a sweep that cannot be is not started") {
    auto stage = stage_of();
    stage.world.ui.sweep.widths.clear();
    stage.frames(3);
    for (float y = 580; y < 690; y += 6) stage.click({120, y});
    CHECK(stage.world.requests.started_runs.empty());
}

TEST_CASE("a sweep over another setting makes the charts run along it") {
    auto stage = stage_of();
    stage.world.ui.sweep.widths = {4};
    stage.world.ui.sweep.others = {{"optimizer.learning_rate", "0.001, 0.01"}};
    stage.frames(3);
    auto& started = stage.world.requests.started_runs;
    CHECK(click_until(stage, 120, 580, 690, [&] { return !started.empty(); }));
    REQUIRE(started.size() == 2);
    CHECK(started[1].config.number("optimizer.learning_rate") == 0.01);
    CHECK(stage.world.ui.comparison.axis == "optimizer.learning_rate");
}
