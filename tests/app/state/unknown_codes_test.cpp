// Moments of the past have the codes of some probes only: those of the others are NaN, and nothing
// that is computed of the rest may catch that.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "latent/timeline.h"
#include "state/known_code.h"
#include "state/selection.h"
#include "state/walk.h"
#include "widgets/map_camera.h"
#include "widgets/map_lasso.h"
#include "widgets/map_points.h"
#include "widgets/map_projection.h"

using namespace latent;
using namespace latent::app;

namespace {

// Codes of every other probe, on a line from (-1, -1) to (1, 1), as a frame of the past has them.
CodeCloud half_known(int count = 40) {
    Snapshot now;
    auto cloud = std::make_shared<CodeCloud>();
    cloud->count = count;
    cloud->width = 2;
    cloud->codes.assign(std::size_t(count) * 2, 5.0f);
    cloud->probe = std::make_shared<const Probe>();
    now.cloud = cloud;
    Frame frame;
    frame.width = 2;
    for (int i = 0; i < count; i += 2) {
        frame.samples.push_back(i);
        for (int j = 0; j < 2; ++j)
            frame.codes.push_back(to_half(-1 + 2.0f * float(i) / float(count)));
    }
    return *as_it_was(now, frame, 2).cloud;
}

}  // namespace

TEST_CASE("the map of a moment of which not all codes are known shows the others where they were") {
    const CodeCloud cloud = half_known();
    CHECK(has_code(cloud, 0));
    CHECK_FALSE(has_code(cloud, 1));
    CHECK_FALSE(has_code(cloud, -1));
    CHECK_FALSE(has_code(cloud, 40));
    const Projection projection = projection_of(MapCamera(), cloud, nullptr, nullptr);
    const Bounds box = bounds_of(map_points(cloud, projection, 1));
    CHECK(box.left >= -1.01f);
    CHECK(box.right <= 1.01f);
    CHECK(box.right > box.left);

    MapPoints points;
    points.update(cloud, projection, 1, 0);
    CHECK(points.has(20));
    CHECK_FALSE(points.has(21));
    const std::vector<std::uint8_t> visible(40, 1);
    CHECK(points.nearest(ImVec2(0, 0), 0.01f, visible, 1) == 20);
    CHECK(enclosed(points.shown(), box_between(ImVec2(-2, -2), ImVec2(2, 2)), visible).size() ==
          20);
}

TEST_CASE("points glide from a moment of which they are unknown and to one") {
    CodeCloud all = half_known();
    const CodeCloud some = all;
    for (float& code : all.codes)
        if (!std::isfinite(code)) code = 0.5f;
    all.version = 3;
    const Projection projection = projection_of(MapCamera(), all, nullptr, nullptr);
    MapPoints points;
    points.update(some, projection, 1, 0);
    points.update(all, projection, 1, 0.1);
    points.update(all, projection, 1, 1);
    CHECK(points.has(21));
    CHECK(points.at(21).x == 0.5f);
    points.update(some, projection, 1, 1.1);
    points.update(some, projection, 1, 2);
    CHECK_FALSE(points.has(21));
    CHECK(points.has(20));
}

TEST_CASE("a walk stays where it is while its sample's code is not known, and follows again then") {
    const CodeCloud cloud = half_known();
    WalkState walk;
    choose_sample(walk, cloud, 10);
    const std::vector<float> before = walk.z;
    choose_sample(walk, cloud, 11);
    CHECK(walk.sample == 11);
    CHECK(walk.z == before);
    follow(walk, cloud, 0);
    CHECK(walk.z == before);
    choose_sample(walk, cloud, 12);
    CHECK(walk.z != before);
    WalkState fresh;
    follow(fresh, cloud, 11);
    CHECK(fresh.z == std::vector<float>{0, 0});
}

TEST_CASE("the mean of a group is that of its known codes") {
    const CodeCloud cloud = half_known();
    const std::vector<float> mean = mean_code(cloud, {18, 19, 20, 21, 22});
    REQUIRE(mean.size() == 2);
    CHECK(mean[0] == doctest::Approx(0).epsilon(1e-3));
    CHECK(mean_code(cloud, {1, 3}).empty());
}
