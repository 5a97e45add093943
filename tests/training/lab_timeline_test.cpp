// A run's past, as the window gets it from the lab.
#include <doctest/doctest.h>

#include <cmath>

#include "latent/lab.h"
#include "latent/timeline.h"
#include "support/eventually.h"
#include "support/small_config.h"
#include "training/engine.h"

using namespace latent;

namespace {

RunConfig quick_sprites() {
    RunConfig config = test::small_config("undercomplete");
    config.set("data", std::string("sprites"));
    return config;
}

}  // namespace

TEST_CASE("a run remembers its first look and the step at which it rests, until it is reset") {
    const auto engine = training::make_engine();
    const auto lab = engine->make_lab();
    const RunId run = lab->create(quick_sprites());
    REQUIRE(test::eventually([&] { return lab->snapshot(run)->progress.step > 20; }));
    lab->post(run, Pause{});
    REQUIRE(test::eventually([&] { return lab->snapshot(run)->state == RunState::paused; }));
    const auto paused = lab->snapshot(run);
    REQUIRE((paused->timeline != nullptr));
    const auto& frames = paused->timeline->frames;
    REQUIRE(frames.size() >= 2);
    CHECK(frames.front()->step == 0);
    CHECK(frames.back()->step == paused->progress.step);
    CHECK((frames.back()->reconstructions == paused->reconstructions));

    // The frame of this step shows what the snapshot shows, to half a precision.
    const Snapshot now = as_it_was(*paused, *frames.back(), 1);
    REQUIRE(now.cloud->count == paused->cloud->count);
    for (std::size_t i = 0; i < now.cloud->codes.size(); ++i)
        if (!(std::abs(now.cloud->codes[i] - paused->cloud->codes[i]) <=
              1e-3f * std::abs(paused->cloud->codes[i]) + 1e-6f))
            FAIL_CHECK(i);

    lab->post(run, TrainSteps{3});
    REQUIRE(test::eventually([&] {
        const auto snapshot = lab->snapshot(run);
        return snapshot->state == RunState::paused &&
               snapshot->progress.step == paused->progress.step + 3;
    }));
    CHECK(lab->snapshot(run)->timeline->frames.back()->step == paused->progress.step + 3);
    CHECK(frames.back()->step == paused->progress.step);  // what was published stays as it was

    lab->post(run, Reset{});
    REQUIRE(test::eventually([&] { return lab->snapshot(run)->progress.step == 0; }));
    REQUIRE(test::eventually([&] { return lab->snapshot(run)->timeline->frames.size() == 1; }));
    CHECK(lab->snapshot(run)->timeline->frames[0]->step == 0);
}
