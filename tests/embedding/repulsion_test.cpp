#include "embedding/repulsion.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "embedding/points.h"

using namespace latent;

namespace {

struct Sums {
    double z = 0;
    std::vector<double> push;
};

// By the definition.
Sums exact_sums(const std::vector<float>& y) {
    const std::size_t n = y.size() / 2;
    Sums sums;
    sums.push.assign(2 * n, 0.0);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) {
            if (i == j) continue;
            const double dx = double(y[2 * i]) - double(y[2 * j]),
                         dy = double(y[2 * i + 1]) - double(y[2 * j + 1]);
            const double w = 1 / (1 + dx * dx + dy * dy);
            sums.z += w;
            sums.push[2 * i] += w * w * dx;
            sums.push[2 * i + 1] += w * w * dy;
        }
    return sums;
}

// |found - exact| / |exact| of the pushes, and of Z.
std::pair<double, double> errors(const std::vector<float>& y, double theta) {
    embedding::Repulsion repulsion;
    std::vector<float> push(y.size(), -1.0f);
    const double z = repulsion.compute(y.data(), int(y.size() / 2), theta, push.data());
    const Sums exact = exact_sums(y);
    double difference = 0, length = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        difference += std::pow(double(push[i]) - exact.push[i], 2);
        length += std::pow(exact.push[i], 2);
    }
    return {std::sqrt(difference / length), std::abs(z / exact.z - 1)};
}

}  // namespace

TEST_CASE("with theta 0 the tree's sums are the exact ones") {
    for (const int count : {2, 3, 9, 60, 700}) {
        CAPTURE(count);
        const auto [push, z] = errors(test::clustered_points(count, 2, 3, 1), 0);
        CHECK(push < 1e-5);
        CHECK(z < 1e-5);
    }
}

TEST_CASE("with theta 0.5 the tree's sums are within two per cent, and nearer with less") {
    for (const double spread : {0.001, 1.0, 20.0}) {
        CAPTURE(spread);
        auto points = test::clustered_points(3000, 2, 8, 1);
        for (float& value : points) value *= float(spread);
        const auto [push, z] = errors(points, 0.5);
        CHECK(push < 0.02);
        CHECK(z < 0.02);
        const auto [push_less, z_less] = errors(points, 0.2);
        CHECK(push_less < push);
        CHECK(z_less < 0.003);
    }
}

TEST_CASE("points in one place, and one far from all others, do not disturb the tree") {
    auto points = test::clustered_points(400, 2, 3, 1);
    for (int i = 0; i < 150; ++i) std::copy_n(points.begin(), 2, points.begin() + 2 * i);
    points[799] = 1e6f;
    const auto [push, z] = errors(points, 0.5);
    CHECK(push < 0.02);
    CHECK(z < 0.02);
    const std::vector<float> one_place(100, 0.25f);
    embedding::Repulsion repulsion;
    std::vector<float> pushes(100, -1.0f);
    CHECK(repulsion.compute(one_place.data(), 50, 0.5, pushes.data()) == doctest::Approx(50 * 49));
    CHECK(std::all_of(pushes.begin(), pushes.end(), [](float v) { return v == 0; }));
}
