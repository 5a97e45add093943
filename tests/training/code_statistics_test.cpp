#include "training/code_statistics.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

using namespace latent;
using training::principal_directions;

namespace {

// Codes about (5, -3, 0, ...) with deviation 3 along (0.6, 0.8, 0, ...), 1 across it in the plane,
// and 0.1 in every other dimension.
CodeCloud tilted(int count, int width, std::uint64_t seed = 1) {
    std::mt19937_64 rng(seed);
    std::normal_distribution<double> normal;
    CodeCloud cloud;
    cloud.count = count;
    cloud.width = width;
    for (int i = 0; i < count; ++i) {
        const double along = 3 * normal(rng), across = normal(rng);
        for (int j = 0; j < width; ++j)
            cloud.codes.push_back(float(j == 0   ? 5 + 0.6 * along - 0.8 * across
                                        : j == 1 ? -3 + 0.8 * along + 0.6 * across
                                                 : 0.1 * normal(rng)));
    }
    return cloud;
}

double product(const std::vector<float>& a, const std::vector<float>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += double(a[i]) * double(b[i]);
    return sum;
}

}  // namespace

TEST_CASE("principal directions are found in a tilted cloud, with their deviations and shares") {
    const CodeCloud cloud = tilted(4000, 4);
    const auto found = principal_directions(cloud, {});
    REQUIRE(found.size() == 4);
    CHECK(found[0].direction[0] == doctest::Approx(0.6).epsilon(0.03));
    CHECK(found[0].direction[1] == doctest::Approx(0.8).epsilon(0.03));
    CHECK(found[0].deviation == doctest::Approx(3).epsilon(0.05));
    CHECK(found[1].deviation == doctest::Approx(1).epsilon(0.05));
    CHECK(found[0].share == doctest::Approx(9 / 10.02).epsilon(0.02));
    double shares = 0;
    for (const PrincipalDirection& direction : found) {
        shares += double(direction.share);
        CHECK(product(direction.direction, direction.direction) == doctest::Approx(1));
        CHECK(*std::max_element(direction.histogram.begin(), direction.histogram.end()) == 1);
    }
    CHECK(shares == doctest::Approx(1));
    CHECK(std::abs(product(found[0].direction, found[1].direction)) < 1e-5);
    // About the mean: quantiles of a normal of deviation 3.
    CHECK(found[0].low == doctest::Approx(-2.576 * 3).epsilon(0.1));
    CHECK(found[0].high == doctest::Approx(2.576 * 3).epsilon(0.1));
}

TEST_CASE("directions point the way they pointed at the last look") {
    const auto first = principal_directions(tilted(500, 3, 1), {});
    std::vector<PrincipalDirection> flipped = first;
    for (float& component : flipped[0].direction) component = -component;
    const auto next = principal_directions(tilted(500, 3, 2), flipped);
    CHECK(product(next[0].direction, flipped[0].direction) > 0.9);
    CHECK(next[0].direction[1] < 0);
    CHECK(product(next[1].direction, first[1].direction) > 0.9);
    // Directions of another width say nothing.
    CHECK(principal_directions(tilted(500, 4, 2), flipped)[0].direction[1] > 0);
}

TEST_CASE(
    "there are at most 32 directions, and none of one dimension, of very many or of one code") {
    CHECK(principal_directions(tilted(100, 40), {}).size() == 32);
    CHECK(principal_directions(tilted(100, 513), {}).empty());
    CHECK(principal_directions(tilted(1, 4), {}).empty());
    CodeCloud line;
    line.count = 10;
    line.width = 1;
    line.codes.assign(10, 1.0f);
    CHECK(principal_directions(line, {}).empty());
}

TEST_CASE("codes that are all the same have directions without any share") {
    CodeCloud still;
    still.count = 10;
    still.width = 3;
    still.codes.assign(30, 2.5f);
    const auto found = principal_directions(still, {});
    REQUIRE(found.size() == 3);
    for (const PrincipalDirection& direction : found) {
        CHECK(direction.share == 0);
        CHECK(direction.deviation == 0);
        CHECK(product(direction.direction, direction.direction) == doctest::Approx(1));
    }
}
