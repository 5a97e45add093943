// Tables of codes whose scores are known: samples with five independent factors of (3, 6, 40, 32,
// 32) values, drawn evenly, and codes made of them.
#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "metrics/metric.h"
#include "statistics/draws.h"

namespace latent::testing {

using metrics::CodeTable;

inline CodeTable samples_with_factors(std::int64_t count,
                                      const std::vector<FactorInfo>& factors = {{"shape", 3},
                                                                                {"scale", 6},
                                                                                {"orientation", 40},
                                                                                {"x", 32},
                                                                                {"y", 32}},
                                      std::uint64_t seed = 0) {
    CodeTable table;
    table.count = count;
    table.factors = factors;
    statistics::Draws draws(seed);
    for (std::int64_t i = 0; i < count; ++i)
        for (const FactorInfo& factor : factors)
            table.values.push_back(int(draws.below(std::size_t(factor.count))));
    return table;
}

// A factor's value, shifted and scaled as if all its values were equally frequent.
inline float standardised(const CodeTable& table, std::int64_t row, std::size_t factor) {
    const double n = table.factors[factor].count;
    return float((table.value(row, factor) - (n - 1) / 2) / std::sqrt((n * n - 1) / 12));
}

// The table with codes: `column(row, j)` for j < width.
inline CodeTable with_codes(CodeTable table, std::int64_t width,
                            const std::function<float(std::int64_t row, std::int64_t j)>& column) {
    table.width = width;
    table.codes.clear();
    for (std::int64_t i = 0; i < table.count; ++i)
        for (std::int64_t j = 0; j < width; ++j) table.codes.push_back(column(i, j));
    return table;
}

inline CodeTable identity_code(const CodeTable& samples, std::int64_t zero_dimensions = 0) {
    const auto factors = std::int64_t(samples.factors.size());
    return with_codes(samples, factors + zero_dimensions, [&](std::int64_t i, std::int64_t j) {
        return j < factors ? standardised(samples, i, std::size_t(j)) : 0.0f;
    });
}

inline CodeTable identity_and_noise(const CodeTable& samples, std::int64_t noise) {
    const auto factors = std::int64_t(samples.factors.size());
    statistics::Draws draws(5);
    return with_codes(samples, factors + noise, [&](std::int64_t i, std::int64_t j) {
        return j < factors ? standardised(samples, i, std::size_t(j)) : float(draws.normal());
    });
}

inline CodeTable pure_noise(const CodeTable& samples, std::int64_t width) {
    statistics::Draws draws(11);
    return with_codes(samples, width,
                      [&](std::int64_t, std::int64_t) { return float(draws.normal()); });
}

// The last two factors turned by 45 degrees, the others as they are.
inline CodeTable rotated_code(const CodeTable& samples) {
    const std::size_t last = samples.factors.size() - 1;
    return with_codes(samples, std::int64_t(last) + 1, [&](std::int64_t i, std::int64_t j) {
        const float x = standardised(samples, i, last - 1), y = standardised(samples, i, last);
        if (std::size_t(j) == last) return (x + y) * std::sqrt(0.5f);
        if (std::size_t(j) == last - 1) return (x - y) * std::sqrt(0.5f);
        return standardised(samples, i, std::size_t(j));
    });
}

inline CodeTable only_the_last_two(const CodeTable& samples) {
    const std::size_t last = samples.factors.size() - 1;
    return with_codes(samples, 2, [&](std::int64_t i, std::int64_t j) {
        return standardised(samples, i, last - 1 + std::size_t(j));
    });
}

inline CodeTable constant_code(const CodeTable& samples, std::int64_t width) {
    return with_codes(samples, width, [](std::int64_t, std::int64_t) { return 0.25f; });
}

// Dimensions in another order, scaled and some of them mirrored.
inline CodeTable shuffled_code(const CodeTable& samples) {
    const auto factors = std::int64_t(samples.factors.size());
    return with_codes(samples, factors, [&](std::int64_t i, std::int64_t j) {
        const auto from = std::size_t((j * 2 + 1) % factors);
        return standardised(samples, i, from) * float(1 + j) * (j % 2 == 0 ? 1.0f : -1.0f);
    });
}

inline void no_report(double, const std::string&) {}

inline double figure(const AnalysisResult& result, const std::string& id) {
    const Figure* found = result.figure(id);
    return found ? found->value : std::numeric_limits<double>::infinity();
}

}  // namespace latent::testing
