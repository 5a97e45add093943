#include "models/fresh_weights.h"

#include <doctest/doctest.h>

#include <cstdint>

using namespace latent;

TEST_CASE("fresh weights are uniform within their bound") {
    models::FreshWeights fresh(3);
    const auto w = fresh.scaled({1000, 100}, 100);
    CHECK(w.abs().max().item<float>() <= 0.1f);
    CHECK(w.mean().item<float>() == doctest::Approx(0).epsilon(0.01));
    CHECK(w.var().item<float>() == doctest::Approx(0.01 / 3).epsilon(0.02));
    CHECK(fresh.constant({4}, 1).eq(1).all().item<bool>());
}

TEST_CASE("the limit on parameters counts every kind of weight and cannot be wrapped round") {
    models::FreshWeights fresh(3);
    fresh.constant({models::kMostParameters - 10}, 0);
    CHECK_THROWS_AS(fresh.uniform({11}, 1), models::NetTooLarge);
    CHECK_THROWS_AS(fresh.constant({11}, 1), models::NetTooLarge);
    fresh.uniform({10}, 1);
    CHECK_THROWS_AS(fresh.scaled({1}, 1), models::NetTooLarge);
    models::FreshWeights another(3);
    CHECK_THROWS_AS(another.uniform({INT64_C(1) << 32, INT64_C(1) << 32}, 1), models::NetTooLarge);
}
