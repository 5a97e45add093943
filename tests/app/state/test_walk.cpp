#include "state/walk.h"

#include <doctest/doctest.h>

#include "state/pin.h"
#include "support/sample_snapshots.h"

using namespace latent;
using namespace latent::app;

namespace {

CodeCloud cloud_of(int count, int width, float value) {
    CodeCloud cloud;
    cloud.count = count;
    cloud.width = width;
    cloud.codes.assign(std::size_t(count * width), value);
    return cloud;
}

}  // namespace

TEST_CASE("an untouched walk follows its sample as training moves the code, a touched one stays") {
    WalkState walk;
    follow(walk, cloud_of(5, 2, 1.0f), 3);
    CHECK(walk.sample == 3);
    CHECK(walk.z == std::vector<float>{1, 1});
    follow(walk, cloud_of(5, 2, 2.0f), 3);
    CHECK(walk.z == std::vector<float>{2, 2});
    walk.touched = true;
    follow(walk, cloud_of(5, 2, 3.0f), 3);
    CHECK(walk.z == std::vector<float>{2, 2});
}

TEST_CASE("a walk of another width starts again") {
    WalkState walk;
    walk.touched = true;
    walk.z = {1, 2, 3};
    follow(walk, cloud_of(5, 2, 1.0f), 0);
    CHECK(walk.z.size() == 2);
    follow(walk, CodeCloud(), 0);  // no codes yet: nothing happens
    CHECK(walk.z.size() == 2);
}

TEST_CASE("samples go round the ends, with the pin on them") {
    UiState ui;
    const CodeCloud cloud = cloud_of(3, 2, 0);
    pin_neighbour(ui, cloud, -1);
    CHECK(ui.view().walk.sample == 2);
    pin_neighbour(ui, cloud, +1);
    CHECK(ui.view().walk.sample == 0);
    CHECK(ui.pinned == 0);
}

TEST_CASE("random codes stay where the data is") {
    const auto stats = test::sample_stats(6, true);
    std::mt19937 random(7);
    WalkState walk;
    for (int i = 0; i < 200; ++i) {
        randomise(walk, *stats, random);
        REQUIRE(walk.z.size() == 6);
        for (std::size_t j = 0; j < 6; ++j) {
            CHECK(walk.z[j] >= stats->dimensions[j].low);
            CHECK(walk.z[j] <= stats->dimensions[j].high);
        }
    }
    CHECK(walk.touched);
}
