#include "statistics/clustering.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace latent;

TEST_CASE("groupings agree whatever their numbers, and by chance not at all") {
    const auto same = statistics::agreement({0, 0, 1, 1, 2}, {2, 2, 0, 0, 1});
    CHECK(same.purity == 1);
    CHECK(same.nmi == doctest::Approx(1));
    CHECK(same.ari == doctest::Approx(1));
    const auto crossed = statistics::agreement({0, 0, 1, 1}, {0, 1, 0, 1});
    CHECK(crossed.purity == 0.5);
    CHECK(std::fabs(crossed.nmi) < 1e-12);
    CHECK(crossed.ari == doctest::Approx(-0.5));  // less than chance: no pair is together in both
    // As scikit-learn has it.
    const auto split = statistics::agreement({0, 0, 1, 1}, {0, 0, 1, 2});
    CHECK(split.ari == doctest::Approx(4.0 / 7));
    CHECK(split.nmi == doctest::Approx(0.8));
}
