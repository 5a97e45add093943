#include "state/looking_back.h"

#include <doctest/doctest.h>

#include "support/compared_world.h"

using namespace latent;
using namespace latent::app;

TEST_CASE("nobody who does not look back sees anything but now") {
    LookingBack looking;
    const std::shared_ptr<const Snapshot> now =
        test::with_frames(test::compared_run(2), {0, 100, 1000});
    CHECK((looking.look(RunId(1), now, -1) == now));
    const std::shared_ptr<const Snapshot> young = test::compared_run(2);
    CHECK((looking.look(RunId(2), young, 500) == young));  // nothing was kept of it
    CHECK((looking.look(RunId(3), nullptr, 500) == nullptr));
}

TEST_CASE("a run is seen as at its last frame at or before the step") {
    LookingBack looking;
    const std::shared_ptr<const Snapshot> now =
        test::with_frames(test::compared_run(2), {0, 100, 1000});
    const auto then = looking.look(RunId(1), now, 600);
    REQUIRE((then != now));
    CHECK(then->progress.step == 100);
    CHECK(then->cloud->step == 100);
    CHECK(then->reconstructions->step == 100);
    CHECK(then->cloud->version != now->cloud->version);
    CHECK(then->cloud->code(7)[0] == doctest::Approx(now->cloud->code(7)[0] / 3).epsilon(0.001));
    CHECK((then->history == now->history));
    CHECK(then->state == now->state);
}

TEST_CASE("the same look stays the same object while the run trains on") {
    LookingBack looking;
    const auto first = test::with_frames(test::compared_run(2), {0, 100, 1000});
    const auto then = looking.look(RunId(1), first, 600);
    CHECK((looking.look(RunId(1), first, 700) == then));
    auto later = std::make_shared<Snapshot>(*first);
    later->progress.step += 50;
    const auto again = looking.look(RunId(1), later, 700);
    CHECK((again->cloud == then->cloud));
    CHECK((again->reconstructions == then->reconstructions));
    CHECK((again->latents == then->latents));
    SUBCASE("another frame is another look") {
        CHECK(looking.look(RunId(1), later, 50)->cloud->version != then->cloud->version);
    }
    SUBCASE("a run that is gone is forgotten") {
        looking.keep_only({});
        CHECK((looking.look(RunId(1), later, 700)->cloud != then->cloud));
    }
}

TEST_CASE("statistics that were not kept are those of now, so that the map keeps its plane") {
    LookingBack looking;
    auto now = test::with_frames(test::compared_run(4), {0, 100});
    auto timeline = std::make_shared<Timeline>(*now->timeline);
    auto bare = std::make_shared<Frame>(*timeline->frames[0]);
    bare->latents = nullptr;
    timeline->frames[0] = bare;
    now->timeline = timeline;
    CHECK((looking.look(RunId(1), now, 10)->latents == now->latents));
}
