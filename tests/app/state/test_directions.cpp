#include "state/directions.h"

#include <doctest/doctest.h>

#include "support/sample_snapshots.h"

using namespace latent;
using namespace latent::app;

TEST_CASE("moving along a principal direction changes its coordinate and no other") {
    const Snapshot snapshot = test::with_principal(test::running_snapshot(6));
    const Directions directions(snapshot.latents.get(), 6, true);
    REQUIRE(directions.principal);
    std::vector<float> code(snapshot.cloud->code(3), snapshot.cloud->code(3) + 6);
    std::vector<float> before;
    for (int i = 0; i < 6; ++i) before.push_back(directions.coordinate(i, code.data()));
    directions.move(1, code, 1.25f);
    for (int i = 0; i < 6; ++i)
        CHECK(directions.coordinate(i, code.data()) ==
              doctest::Approx(i == 1 ? 1.25f : before[std::size_t(i)]).epsilon(1e-4));
    // The difference of z1 and z2 moved: one goes up by as much as the other goes down.
    const float* was = snapshot.cloud->code(3);
    CHECK(code[0] - was[0] == doctest::Approx(-(code[1] - was[1])).epsilon(1e-4));
    CHECK(code[0] != was[0]);
    CHECK(code[2] == was[2]);
}

TEST_CASE("a principal coordinate is measured from the mean of the codes") {
    const Snapshot snapshot = test::with_principal(test::running_snapshot(4));
    const Directions directions(snapshot.latents.get(), 4, true);
    std::vector<float> mean;
    for (const LatentDimension& each : snapshot.latents->dimensions) mean.push_back(each.mean);
    for (int i = 0; i < 4; ++i)
        CHECK(directions.coordinate(i, mean.data()) == doctest::Approx(0).epsilon(1e-6));
}

TEST_CASE("two dimensions have no principal sliders, nor have codes whose directions are unknown") {
    CHECK_FALSE(has_principal(test::with_principal(test::running_snapshot(2)).latents.get(), 2));
    CHECK_FALSE(has_principal(test::running_snapshot(6).latents.get(), 6));
    CHECK(has_principal(test::with_principal(test::running_snapshot(6)).latents.get(), 6));
    CHECK_FALSE(has_principal(test::with_principal(test::running_snapshot(6)).latents.get(), 5));
    CHECK_FALSE(Directions(nullptr, 6, true).principal);
}

TEST_CASE(
    "rows come by what they carry, by their effect or by number, without the dead on demand") {
    const Snapshot snapshot = test::running_snapshot(8, true);
    const Directions directions(snapshot.latents.get(), 8, false);
    const auto by_kl = ordered(directions, DirectionOrder::weight, {});
    REQUIRE(by_kl.size() == 8);
    for (std::size_t i = 1; i < 8; ++i)
        CHECK(directions.weight(by_kl[i - 1]) >= directions.weight(by_kl[i]));
    CHECK(ordered(directions, DirectionOrder::number, {})[3] == 3);
    const std::vector<float> effects{0, 1, 2, 3, 4, 5, 6, 7};
    CHECK(ordered(directions, DirectionOrder::effect, effects).front() == 7);
    CHECK(ordered(directions, DirectionOrder::effect, {}) == by_kl);  // not known yet
    const auto active = ordered(directions, DirectionOrder::number, {}, true);
    CHECK(active == std::vector<int>{0, 1, 2, 4, 5, 6});  // the sample's z4 and z8 are dead
}

TEST_CASE("a dead dimension says why and is walked over the prior's range") {
    const Snapshot snapshot = test::running_snapshot(8, true);
    const Directions directions(snapshot.latents.get(), 8, false);
    const Direction dead = directions.at(3);
    CHECK(dead.dead);
    CHECK(dead.reason.find("nats") != std::string::npos);
    CHECK(dead.low <= -3);
    CHECK(dead.high >= 3);
    CHECK_FALSE(directions.at(0).dead);
    CHECK(directions.at(0).reason.empty());
}
