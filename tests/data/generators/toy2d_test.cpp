#include "data/generators/toy2d.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "data/dataset.h"
#include "data/float_dataset.h"

using namespace latent;
using namespace latent::data;

namespace {

using Point = std::vector<float>;
const char* const kIds[] = {"swiss_roll", "spiral", "two_moons", "rings", "line"};
constexpr double kPi = 3.14159265358979;

Point point_of(const Dataset& dataset, Split split, std::int64_t index) {
    Point point(std::size_t(dataset.info().shape.size()));
    dataset.read(split, &index, 1, point.data());
    return point;
}

std::vector<int> factors_of(const Dataset& dataset, Split split, std::int64_t index) {
    std::vector<int> values(dataset.info().factors.size());
    dataset.factors(split, index, values.data());
    return values;
}

// Calls check(point, label, factors) for every point of both splits.
template <class Check>
void for_every_point(const char* id, Check check) {
    const auto dataset = load_dataset(id);
    for (Split split : {Split::train, Split::held_out})
        for (std::int64_t i = 0; i < dataset->count(split); ++i)
            check(point_of(*dataset, split, i), dataset->label(split, i),
                  factors_of(*dataset, split, i));
}

// The bin of p in [0, 1], one to either side allowed for rounding.
bool is_bin(double p, int bins, int bin) { return p * bins > bin - 0.01 && p * bins < bin + 1.01; }

}  // namespace

TEST_CASE("each toy set has 4,000 points to train on and 1,000 others, classes in equal parts") {
    for (const char* id : kIds) {
        CAPTURE(id);
        const auto dataset = load_dataset(id);
        CHECK(dataset->info().kind == DataKind::points);
        CHECK(dataset->count(Split::train) == toy2d::kTrain);
        CHECK(dataset->count(Split::held_out) == toy2d::kHeldOut);
        CHECK(dataset->info().low >= -1);
        CHECK(dataset->info().low < -0.6f);
        CHECK(dataset->info().high <= 1);
        CHECK(dataset->info().high > 0.6f);

        std::set<Point> all;
        for (Split split : {Split::train, Split::held_out}) {
            std::vector<int> share(dataset->info().class_names.size());
            for (std::int64_t i = 0; i < dataset->count(split); ++i) {
                all.insert(point_of(*dataset, split, i));
                ++share[std::size_t(dataset->label(split, i))];
            }
            const auto [least, most] = std::minmax_element(share.begin(), share.end());
            CHECK(*most - *least <= 1);
        }
        CHECK(all.size() ==
              toy2d::kTrain + toy2d::kHeldOut);  // so no held-out one is a training one
    }
}

TEST_CASE("a swiss roll unrolls to its position and width") {
    const double start = 1.5 * kPi, end = 4.5 * kPi;
    bool right = true;
    for_every_point("swiss_roll", [&](const Point& at, int label, const std::vector<int>& factors) {
        const double t = end * std::hypot(at[0], at[2]);
        right = right && std::abs(at[0] * end - t * std::cos(t)) < 1e-4 &&
                std::abs(at[2] * end - t * std::sin(t)) < 1e-4;
        const double p = (t * t - start * start) / (end * end - start * start);
        right = right && is_bin(p, toy2d::kPositions, factors[0]) && is_bin(p, 5, label) &&
                is_bin((at[1] * end + 10.5) / 21, toy2d::kAcross, factors[1]);
    });
    CHECK(right);
}

TEST_CASE("a point of the spiral lies as far out as its position says") {
    const double start = 0.5 * kPi, end = 4.5 * kPi;
    bool right = true;
    for_every_point("spiral", [&](const Point& at, int label, const std::vector<int>& factors) {
        // The turns do not touch, so the angle leaves one t that can be meant.
        const double r = std::hypot(at[0], at[1]) / 0.97, angle = std::atan2(at[1], at[0]);
        const double t = angle + 2 * kPi * std::round((r * end - angle) / (2 * kPi));
        right = right && std::abs(r - t / end) < 0.0251;
        const double p = (t * t - start * start) / (end * end - start * start);
        right = right && is_bin(p, toy2d::kPositions, factors[0]) && is_bin(p, 5, label);
    });
    CHECK(right);
}

TEST_CASE("every moon's point lies on its own moon and every ring's on its ring") {
    bool moons = true;
    for_every_point("two_moons", [&](const Point& at, int label, const std::vector<int>& factors) {
        double x = at[0] * 1.65 + 0.5, y = at[1] * 1.65 + 0.25;
        if (label == 1) x = 1 - x, y = 0.5 - y;
        const double r = std::hypot(x, y);
        moons = moons && factors[0] == label && r > 0.8999 && r < 1.1001 && y > -1e-5 &&
                is_bin(std::atan2(y, x) / kPi, toy2d::kPositions, factors[1]) &&
                is_bin((r - 0.9) / 0.2, toy2d::kAcross, factors[2]);
    });
    CHECK(moons);

    bool rings = true;
    for_every_point("rings", [&](const Point& at, int label, const std::vector<int>& factors) {
        const double r = std::hypot(at[0], at[1]) - 0.3 * (label + 1);
        double turn = std::atan2(at[1], at[0]) / (2 * kPi);
        if (turn < 0) turn += 1;
        rings = rings && factors[0] == label && std::abs(r) < 0.04001 &&
                is_bin(turn, toy2d::kPositions, factors[1]) &&
                is_bin((r + 0.04) / 0.08, toy2d::kAcross, factors[2]);
    });
    CHECK(rings);
    CHECK(load_dataset("rings")->info().factors[1].cyclic);
}

TEST_CASE("nearly all of the line's variance lies along thirty degrees") {
    double along = 0, across = 0;
    for_every_point("line", [&](const Point& at, int, const std::vector<int>& factors) {
        const double c = std::cos(kPi / 6), s = std::sin(kPi / 6);
        const double u = c * at[0] + s * at[1], v = c * at[1] - s * at[0];
        along += u * u;
        across += v * v;
        CHECK(is_bin((u / 0.96 + 1) / 2, toy2d::kPositions, factors[0]));
    });
    CHECK(along / 5000 == doctest::Approx(0.96 * 0.96 / 3).epsilon(0.02));
    CHECK(across / 5000 == doctest::Approx(0.06 * 0.06 / 3).epsilon(0.05));
}

TEST_CASE("floats are split by content like images: equal samples stay on one side") {
    FloatSet all;
    all.shape = {1, 1, 2};
    for (int copy = 0; copy < 3; ++copy)
        for (int i = 0; i < 200; ++i) {
            all.values.push_back(float(i));
            all.values.push_back(copy == 1 ? -0.0f : 0.0f);  // equal, though not to the bit
            all.labels.push_back(i % 2);
            all.factors.push_back(i % 4);
        }
    FloatSet held_out = take_held_out(all);
    CHECK(held_out.count() == 60);
    CHECK(all.count() == 540);
    DatasetInfo info;
    info.kind = DataKind::points;
    info.class_names = {"even", "odd"};
    info.factors = {{"rest", 4, false}};
    const auto dataset = make_float_dataset(info, all, held_out);
    CHECK(dataset->info().low == 0);
    CHECK(dataset->info().high == 199);
    std::set<Point> train;
    for (std::int64_t i = 0; i < 540; ++i) train.insert(point_of(*dataset, Split::train, i));
    for (std::int64_t i = 0; i < 60; ++i) {
        const Point point = point_of(*dataset, Split::held_out, i);
        CHECK(train.count(point) == 0);
        CHECK(dataset->label(Split::held_out, i) == int(point[0]) % 2);
        CHECK(factors_of(*dataset, Split::held_out, i)[0] == int(point[0]) % 4);
    }
}

TEST_CASE("floats whose labels, factors or kind do not fit are refused") {
    FloatSet set;
    set.shape = {1, 1, 1};
    set.values = {1, 2};
    DatasetInfo info;
    info.kind = DataKind::points;
    CHECK_NOTHROW(make_float_dataset(info, set, set));
    CHECK(make_float_dataset(info, set, {})->count(Split::held_out) == 0);
    const auto refused = [](const DatasetInfo& with, const FloatSet& train) {
        CHECK_THROWS_AS(make_float_dataset(with, train, {}), std::invalid_argument);
    };
    FloatSet labelled = set;
    labelled.labels = {0, 1};
    refused(info, labelled);
    info.class_names = {"one"};
    refused(info, set);
    refused(info, labelled);
    info.class_names = {"one", "two"};
    CHECK_NOTHROW(make_float_dataset(info, labelled, {}));
    info.factors = {{"size", 2, false}};
    refused(info, labelled);
    labelled.factors = {0, 2};
    refused(info, labelled);
    info.factors[0].count = 3;
    CHECK_NOTHROW(make_float_dataset(info, labelled, {}));
    info.kind = DataKind::images;
    refused(info, labelled);
    info.kind = DataKind::points;
    refused(info, {});
}
