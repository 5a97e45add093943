#include "statistics/kmeans.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

using namespace latent;

namespace {

// Blobs of deviation 0.1 around points 3 apart on a line, `sizes[c]` points in each, dealt in turn.
std::vector<float> blobs(const std::vector<int>& sizes, int width) {
    std::mt19937 rng(5);
    std::normal_distribution<float> noise(0, 0.1f);
    std::vector<float> points;
    for (std::size_t round = 0, dealt = 1; dealt > 0; ++round) {
        dealt = 0;
        for (std::size_t c = 0; c < sizes.size(); ++c)
            if (int(round) < sizes[c]) {
                for (int d = 0; d < width; ++d)
                    points.push_back(noise(rng) + (d == 0 ? 3 * float(c) : 100));
                ++dealt;
            }
    }
    return points;
}

}  // namespace

TEST_CASE("k-means finds blobs that lie apart, far from the origin, the largest first") {
    const std::vector<float> points = blobs({20, 60, 40}, 5);
    const auto found = statistics::kmeans(points.data(), 120, 5, 3);
    REQUIRE(found.count == 3);
    CHECK(found.sizes == std::vector<std::int64_t>{60, 40, 20});
    CHECK(found.centres[0] == doctest::Approx(3).epsilon(0.02));   // of the blob of 60
    CHECK(found.centres[5] == doctest::Approx(6).epsilon(0.02));   // of 40
    CHECK(found.centres[10] == doctest::Approx(0).epsilon(0.05));  // of 20
    // The first three points are one of each blob.
    CHECK(found.labels[0] == 2);
    CHECK(found.labels[1] == 0);
    CHECK(found.labels[2] == 1);
    double inertia = 0;
    for (std::size_t i = 0; i < 120; ++i)
        for (std::size_t d = 0; d < 5; ++d)
            inertia += std::pow(
                points[5 * i + d] - found.centres[5 * std::size_t(found.labels[i]) + d], 2);
    CHECK(found.inertia == doctest::Approx(inertia).epsilon(1e-3));
}

TEST_CASE("k-means of four points on a line has the least inertia there is") {
    const std::vector<float> points{0, 1, 10, 11};
    const auto found = statistics::kmeans(points.data(), 4, 1, 2);
    CHECK(found.inertia == doctest::Approx(1));
    CHECK(found.labels == std::vector<int>{0, 0, 1, 1});
}

TEST_CASE("k-means gives the same clusters each time") {
    const std::vector<float> points = blobs({100, 100}, 3);
    const auto once = statistics::kmeans(points.data(), 200, 3, 7),
               again = statistics::kmeans(points.data(), 200, 3, 7);
    CHECK(once.labels == again.labels);
    CHECK(once.centres == again.centres);
}

TEST_CASE("points that are not finite belong to no cluster, and equal ones make only one") {
    std::vector<float> points(20, 2.5f);
    points[7] = std::numeric_limits<float>::quiet_NaN();
    const auto found = statistics::kmeans(points.data(), 10, 2, 4);
    CHECK(found.count == 1);
    CHECK(found.labels[3] == -1);
    CHECK(found.labels[0] == 0);
    CHECK(found.sizes[0] == 9);
    CHECK(found.centres[0] == doctest::Approx(2.5));
    points.assign(4, std::numeric_limits<float>::infinity());
    CHECK_THROWS_AS(statistics::kmeans(points.data(), 2, 2, 2), std::invalid_argument);
    CHECK_THROWS_AS(statistics::kmeans(points.data(), 2, 2, 0), std::invalid_argument);
}

TEST_CASE("more clusters than points are as many as there are points") {
    const std::vector<float> points{0, 1, 5};
    const auto found = statistics::kmeans(points.data(), 3, 1, 8);
    CHECK(found.count == 3);
    CHECK(found.inertia == doctest::Approx(0));
}

TEST_CASE("k-means a step at a time gives the same, and many points take more steps") {
    const auto steps_of = [](const std::vector<float>& points, std::int64_t n) {
        statistics::KMeansOptions options;
        options.starts = 1;
        options.iterations = 1;
        statistics::KMeans search(points.data(), n, 4, 3, options);
        int steps = 0;
        for (; !search.done(); ++steps) search.advance();
        CHECK(search.clusters().labels ==
              statistics::kmeans(points.data(), n, 4, 3, options).labels);
        return steps;
    };
    const int few = steps_of(blobs({100, 80, 60}, 4), 240);
    CHECK(few <= 3 + 2);  // three seeds, two assignments
    CHECK(steps_of(blobs({20000, 20000, 20000}, 4), 60000) >= 3 * few);
}
