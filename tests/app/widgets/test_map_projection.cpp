#include <doctest/doctest.h>

#include <cmath>

#include "support/sample_snapshots.h"
#include "widgets/map_points.h"
#include "widgets/map_projection.h"

using namespace latent;
using namespace latent::app;

namespace {

// Five codes of three numbers.
CodeCloud small_cloud() {
    CodeCloud cloud;
    cloud.count = 5;
    cloud.width = 3;
    cloud.codes = {0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 1, 1, 1};
    cloud.version = 1;
    return cloud;
}

// Directions at 45 degrees in the plane of the first two numbers, about a mean of (1, 2, 3).
LatentStats tilted_stats() {
    LatentStats stats;
    stats.dimensions.resize(3);
    for (int j = 0; j < 3; ++j) stats.dimensions[std::size_t(j)].mean = float(j + 1);
    const float half = std::sqrt(0.5f);
    PrincipalDirection first, second;
    first.direction = {half, half, 0};
    second.direction = {half, -half, 0};
    stats.principal = {first, second};
    stats.version = 9;
    return stats;
}

std::shared_ptr<Embedding> embedding_of(std::vector<int> samples, std::vector<float> positions) {
    auto embedding = std::make_shared<Embedding>();
    embedding->samples = std::move(samples);
    embedding->positions = std::move(positions);
    embedding->version = 4;
    return embedding;
}

MapCamera along(MapAxes axes) {
    MapCamera camera;
    camera.axes = axes;
    return camera;
}

}  // namespace

TEST_CASE("raw axes show two numbers of the code, and moving changes those alone") {
    MapCamera camera;
    camera.x_axis = 2;
    camera.y_axis = 0;
    const Projection projection = projection_of(camera, small_cloud(), nullptr, nullptr);
    std::vector<float> code{5, 6, 7};
    const ImVec2 place = projection.place(code.data(), 3);
    CHECK(place.x == 7);
    CHECK(place.y == 5);
    projection.move(code, ImVec2(-1, -2));
    CHECK(code == std::vector<float>{-2, 6, -1});
    CHECK(projection.directions(3) == std::vector<float>{0, 0, 1, 1, 0, 0});
}

TEST_CASE("principal axes are measured from the mean, and moving stays within their plane") {
    const LatentStats stats = tilted_stats();
    const Projection projection =
        projection_of(along(MapAxes::principal), small_cloud(), &stats, nullptr);
    REQUIRE(projection.axes == MapAxes::principal);
    const std::vector<float> mean{1, 2, 3};
    CHECK(projection.place(mean.data(), 3).x == doctest::Approx(0));
    CHECK(projection.place(mean.data(), 3).y == doctest::Approx(0));
    std::vector<float> code{4, 0, 8};
    projection.move(code, ImVec2(2, -1));
    CHECK(projection.place(code.data(), 3).x == doctest::Approx(2));
    CHECK(projection.place(code.data(), 3).y == doctest::Approx(-1));
    CHECK(code[2] == doctest::Approx(8));  // at right angles to both
}

TEST_CASE("what the codes cannot be shown along, they are not") {
    const CodeCloud cloud = small_cloud();
    CHECK(projection_of(along(MapAxes::principal), cloud, nullptr, nullptr).axes == MapAxes::raw);
    CHECK(projection_of(along(MapAxes::tsne), cloud, nullptr, nullptr).axes == MapAxes::raw);
    auto failed = embedding_of({0}, {0, 0});
    failed->problem = "Not built yet.";
    CHECK(projection_of(along(MapAxes::tsne), cloud, nullptr, failed).axes == MapAxes::raw);
    LatentStats other = tilted_stats();
    other.dimensions.resize(7);
    CHECK(projection_of(along(MapAxes::principal), cloud, &other, nullptr).axes == MapAxes::raw);
    MapCamera beyond;
    beyond.x_axis = 17;
    beyond.y_axis = -4;
    CHECK(projection_of(beyond, cloud, nullptr, nullptr).x_axis == 2);
    CHECK(projection_of(beyond, cloud, nullptr, nullptr).y_axis == 0);
}

TEST_CASE("on a t-SNE, samples that were left out are nowhere") {
    const CodeCloud cloud = small_cloud();
    const Projection projection =
        projection_of(along(MapAxes::tsne), cloud, nullptr, embedding_of({1, 4}, {10, 20, 30, 40}));
    const std::vector<float> points = map_points(cloud, projection, 1);
    CHECK(points[2] == 10);
    CHECK(points[3] == 20);
    CHECK(points[8] == 30);
    CHECK(std::isnan(points[0]));
    MapPoints shown;
    shown.update(cloud, projection, 1, 0);
    CHECK(shown.has(1));
    CHECK(!shown.has(0));
    CHECK(shown.nearest(ImVec2(0, 0), 1000, {}, 1) == 1);
}

TEST_CASE("a code that is not embedded stands between its neighbours, the nearer the closer") {
    const CodeCloud cloud = small_cloud();
    const Projection projection =
        projection_of(along(MapAxes::tsne), cloud, nullptr,
                      embedding_of({0, 1, 2, 3, 4}, {0, 0, 10, 0, 0, 10, -10, 0, 5, 5}));
    const auto at_a_sample = place_codes({1, 0, 0}, cloud, projection);
    CHECK(at_a_sample[0].x == doctest::Approx(10).epsilon(1e-4));
    CHECK(at_a_sample[0].y == doctest::Approx(0).epsilon(1e-4));
    const auto beside = place_codes({0.9f, 0, 0}, cloud, projection);
    CHECK(beside[0].x > 5);
    CHECK(beside[0].x < 10);
}

TEST_CASE("a one-dimensional code is spread by a fixed jitter") {
    CodeCloud cloud;
    cloud.count = 1000;
    cloud.width = 1;
    cloud.codes.assign(1000, 2.5f);
    const Projection projection = projection_of(MapCamera(), cloud, nullptr, nullptr);
    CHECK(projection.y_axis == -1);
    CHECK(!projection.plane());
    const std::vector<float> points = map_points(cloud, projection, 3);
    CHECK(points == map_points(cloud, projection, 3));
    double mean = 0;
    for (int i = 0; i < 1000; ++i) {
        CHECK(points[std::size_t(i) * 2] == 2.5f);
        CHECK(std::fabs(points[std::size_t(i) * 2 + 1]) <= 3);
        mean += points[std::size_t(i) * 2 + 1] / 1000;
    }
    CHECK(std::fabs(mean) < 0.3);
}

TEST_CASE("with other axes the points set out from where they stood on the screen") {
    const CodeCloud cloud = small_cloud();
    const MapFrame frame{0, 0, 400, 300};
    MapPoints points;
    MapCamera camera;
    CHECK(!points.update(cloud, projection_of(camera, cloud, nullptr, nullptr), 1, 0));
    const MapCamera before = fitted_camera(points.bounds(), frame);
    const ImVec2 stood = to_screen(before, frame, points.at(2).x, points.at(2).y);

    camera.y_axis = 2;
    const Projection other = projection_of(camera, cloud, nullptr, nullptr);
    CHECK(points.update(cloud, other, 1, 1));
    const MapCamera after = fitted_camera(points.bounds(), frame);
    points.start_from(before, after);
    const ImVec2 starts = to_screen(after, frame, points.at(2).x, points.at(2).y);
    CHECK(starts.x == doctest::Approx(stood.x).epsilon(1e-3));
    CHECK(starts.y == doctest::Approx(stood.y).epsilon(1e-3));
    for (int i = 1; i <= 60; ++i) points.update(cloud, other, 1, 1 + i / 60.0);
    CHECK(!points.gliding());
    CHECK(points.at(3).y == 3);
}

TEST_CASE("beyond a hundred thousand points nothing glides") {
    CodeCloud cloud;
    cloud.count = MapPoints::kMostGliding + 1;
    cloud.width = 2;
    cloud.codes.assign(std::size_t(cloud.count) * 2, 0.0f);
    MapPoints points;
    points.update(cloud, projection_of(MapCamera(), cloud, nullptr, nullptr), 1, 0);
    cloud.codes.assign(cloud.codes.size(), 7.0f);
    cloud.version = 2;
    points.update(cloud, projection_of(MapCamera(), cloud, nullptr, nullptr), 1, 0.1);
    CHECK(!points.gliding());
    CHECK(points.at(5).x == 7);
}
