#include "kernels/activations.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

using namespace latent::kernels;

namespace {

const Curve kAll[] = {Curve::linear, Curve::relu, Curve::leaky_relu, Curve::tanh, Curve::sigmoid};

double exactly(Curve curve, double a) {
    switch (curve) {
        case Curve::relu:
            return a > 0 ? a : 0;
        case Curve::leaky_relu:
            return a > 0 ? a : 0.01 * a;
        case Curve::tanh:
            return std::tanh(a);
        case Curve::sigmoid:
            return 1 / (1 + std::exp(-a));
        case Curve::linear:
            break;
    }
    return a;
}

double slope(Curve curve, double y) {
    switch (curve) {
        case Curve::relu:
            return y > 0 ? 1 : 0;
        case Curve::leaky_relu:
            return y > 0 ? 1 : 0.01;
        case Curve::tanh:
            return 1 - y * y;
        case Curve::sigmoid:
            return y * (1 - y);
        case Curve::linear:
            break;
    }
    return 1;
}

float bent(Curve curve, float a) {
    add_bias_and_bend(curve, &a, nullptr, 1, 1);
    return a;
}

}  // namespace

TEST_CASE("activations are right to a few units in the last place, from -30 to 30") {
    for (const Curve curve : kAll) {
        CAPTURE(int(curve));
        double worst = 0;
        std::vector<float> a;
        for (int i = -30000; i <= 30000; ++i) a.push_back(float(i) * 1e-3f);
        for (int i = 1; i <= 1000; ++i) a.push_back(float(i) * 1e-7f);  // near 0 tanh would cancel
        std::vector<float> y = a;
        add_bias_and_bend(curve, y.data(), nullptr, 1, std::int64_t(y.size()));
        for (std::size_t i = 0; i < a.size(); ++i) {
            const double exact = exactly(curve, double(a[i]));
            worst =
                std::max(worst, std::abs(double(y[i]) - exact) / std::max(1e-12, std::abs(exact)));
        }
        CHECK(worst < 4e-7);
    }
}

TEST_CASE("activations saturate where they should, and hand on what is no number") {
    const float inf = std::numeric_limits<float>::infinity();
    for (const float a : {100.0f, 1e30f, inf}) {
        CHECK(bent(Curve::tanh, a) == 1);
        CHECK(bent(Curve::tanh, -a) == -1);
        CHECK(bent(Curve::sigmoid, a) == 1);
        CHECK(bent(Curve::sigmoid, -a) == 0);
        CHECK(bent(Curve::relu, -a) == 0);
    }
    for (const Curve curve : kAll) CHECK(std::isnan(bent(curve, std::nanf(""))));
}

TEST_CASE("a bias is added to its column, or to its feature map, before the activation") {
    for (const Curve curve : kAll)
        for (const std::int64_t n : {1, 5, 16, 33}) {
            std::vector<float> rows(std::size_t(3 * n)), maps(std::size_t(2 * 3 * n)), bias(100);
            for (std::size_t i = 0; i < bias.size(); ++i) bias[i] = float(i) * 0.03f - 0.2f;
            for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = float(i) * 0.05f - 1;
            for (std::size_t i = 0; i < maps.size(); ++i) maps[i] = float(i) * 0.02f - 1;
            std::vector<float> y = rows, z = maps;
            add_bias_and_bend(curve, y.data(), bias.data(), 3, n);
            add_bias_and_bend_maps(curve, z.data(), bias.data(), 2, 3, n);
            for (std::size_t i = 0; i < rows.size(); ++i)
                CHECK(y[i] ==
                      doctest::Approx(exactly(curve, double(rows[i] + bias[i % std::size_t(n)]))));
            for (std::size_t i = 0; i < maps.size(); ++i)
                CHECK(z[i] == doctest::Approx(
                                  exactly(curve, double(maps[i] + bias[i / std::size_t(n) % 3]))));
        }
}

TEST_CASE("gradients are those of the activation, and the bias's their sums") {
    for (const Curve curve : kAll)
        for (const std::int64_t n : {1, 7, 32, 70}) {
            const auto columns = std::size_t(n);
            std::vector<float> y(6 * columns), g(y.size()), d(y.size()), sums(columns, 9.0f),
                map_sums(3, 9.0f);
            for (std::size_t i = 0; i < y.size(); ++i) {
                y[i] = bent(curve, float(i % 13) * 0.2f - 1.1f);
                g[i] = float(i % 7) * 0.3f - 0.8f;
            }
            std::vector<double> wanted(y.size()), by_column(columns), by_map(3);
            for (std::size_t i = 0; i < y.size(); ++i) {
                wanted[i] = double(g[i]) * slope(curve, double(y[i]));
                by_column[i % columns] += wanted[i];
                by_map[i / columns % 3] += wanted[i];
            }
            unbend_and_sum(curve, g.data(), y.data(), d.data(), sums.data(), 6, n);
            for (std::size_t i = 0; i < y.size(); ++i)
                CHECK(double(d[i]) == doctest::Approx(wanted[i]).epsilon(1e-5));
            for (std::size_t i = 0; i < columns; ++i)
                CHECK(double(sums[i]) == doctest::Approx(by_column[i]).epsilon(1e-4));
            std::fill(d.begin(), d.end(), 0.0f);
            unbend_and_sum_maps(curve, g.data(), y.data(), d.data(), map_sums.data(), 2, 3, n);
            for (std::size_t i = 0; i < y.size(); ++i)
                CHECK(double(d[i]) == doctest::Approx(wanted[i]).epsilon(1e-5));
            for (std::size_t i = 0; i < 3; ++i)
                CHECK(double(map_sums[i]) == doctest::Approx(by_map[i]).epsilon(1e-4));
            unbend_and_sum(curve, g.data(), y.data(), g.data(), nullptr, 6, n);  // in place
            CHECK(g == d);
        }
}
