#include "kernels/finite.h"

#include <doctest/doctest.h>

#include <limits>
#include <vector>

using latent::kernels::all_finite;

TEST_CASE("one number that is none is found, wherever it stands and however many there are") {
    constexpr float kInfinite = std::numeric_limits<float>::infinity();
    for (const std::size_t count : {1, 31, 32, 33, 1000}) {
        CAPTURE(count);
        std::vector<float> values(count, std::numeric_limits<float>::max());
        CHECK(all_finite(values.data(), std::int64_t(count)));
        for (const std::size_t at : {std::size_t(0), count / 2, count - 1})
            for (const float bad :
                 {kInfinite, -kInfinite, std::numeric_limits<float>::quiet_NaN()}) {
                std::vector<float> with_one = values;
                with_one[at] = bad;
                CHECK_FALSE(all_finite(with_one.data(), std::int64_t(count)));
            }
    }
    CHECK(all_finite(nullptr, 0));
}
