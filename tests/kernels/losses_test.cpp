#include "kernels/losses.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace latent::kernels;

namespace {

struct Numbers {
    std::vector<float> y, x, gradient;
    explicit Numbers(std::size_t n) : y(n), x(n), gradient(n, 9.0f) {
        for (std::size_t i = 0; i < n; ++i) {
            y[i] = float(int(i * 37 % 401) - 200) * 0.2f;  // logits from -40 to 40
            x[i] = float(i % 11) * 0.1f;
        }
    }
    std::int64_t size() const { return std::int64_t(y.size()); }
};

}  // namespace

TEST_CASE("cross-entropy and its gradient are right for logits from -40 to 40") {
    for (const std::size_t n : {1u, 31u, 32u, 2048u, 5000u}) {
        Numbers numbers(n);
        const double sum = cross_entropy(numbers.y.data(), numbers.x.data(),
                                         numbers.gradient.data(), numbers.size());
        double wanted = 0, worst = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const double l = double(numbers.y[i]), x = double(numbers.x[i]);
            wanted += std::max(l, 0.0) - x * l + std::log1p(std::exp(-std::abs(l)));
            worst = std::max(worst,
                             std::abs(double(numbers.gradient[i]) - (1 / (1 + std::exp(-l)) - x)));
        }
        CHECK(sum == doctest::Approx(wanted).epsilon(1e-6));
        CHECK(worst < 1e-6);
        CHECK(cross_entropy(numbers.y.data(), numbers.x.data(), nullptr, numbers.size()) == sum);
    }
}

TEST_CASE("all logits 0 cost ln 2 each") {
    const std::vector<float> zeros(784, 0.0f), x(784, 0.3f);
    CHECK(cross_entropy(zeros.data(), x.data(), nullptr, 784) ==
          doctest::Approx(784 * std::log(2.0)));
}

TEST_CASE("squared error and its gradient") {
    for (const std::size_t n : {1u, 33u, 4100u}) {
        Numbers numbers(n);
        const double sum = squared_error(numbers.y.data(), numbers.x.data(),
                                         numbers.gradient.data(), numbers.size());
        double wanted = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const double error = double(numbers.y[i]) - double(numbers.x[i]);
            wanted += error * error;
            CHECK(double(numbers.gradient[i]) == doctest::Approx(2 * error));
        }
        CHECK(sum == doctest::Approx(wanted).epsilon(1e-6));
    }
}

TEST_CASE("a logit that is no number makes a loss that is none") {
    const float l = std::nanf(""), x = 0.5f;
    CHECK(std::isnan(cross_entropy(&l, &x, nullptr, 1)));
}
