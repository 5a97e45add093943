// Tables of codes for tests of metrics: from formulas, the same in every language.
#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "metrics/metric.h"

namespace latent::test {

// tests/bench/compare_with_sklearn.py makes the same one (formula_table) and has it measured by
// scikit-learn.
inline metrics::CodeTable formula_table(std::int64_t n = 400, std::int64_t width = 5,
                                        std::int64_t inputs = 9) {
    metrics::CodeTable table;
    table.count = n;
    table.width = width;
    table.input_width = inputs;
    table.classes = 4;
    table.factors = {{"class", 4, false}, {"step", 6, false}};
    std::vector<double> code(static_cast<std::size_t>(width));
    for (std::int64_t row = 0; row < n; ++row) {
        const double i = double(row);
        const int label = int((row * 7) % 4);
        for (std::int64_t column = 0; column < width; ++column) {
            const double j = double(column);
            code[std::size_t(column)] =
                std::sin(0.37 * i * (j + 1) + 0.3 * j * j) + (column == 0 ? 0.45 * label : 0.0) +
                0.2 * std::cos(0.11 * i * i) + (label == column ? 0.6 : 0.0);
            table.codes.push_back(float(code[std::size_t(column)]));
        }
        for (std::int64_t column = 0; column < inputs; ++column) {
            const double d = double(column);
            table.inputs.push_back(
                float(std::sin(0.9 * code[std::size_t(column % width)] * (d + 1) / 3 + d) +
                      0.1 * std::cos(0.71 * i * (d + 2))));
        }
        table.labels.push_back(label);
        table.values.push_back(label);
        table.values.push_back(int((row * 5) % 23) / 4);
    }
    return table;
}

// Codes alone.
inline metrics::CodeTable table_of(std::vector<float> codes, std::int64_t width) {
    metrics::CodeTable table;
    table.width = width;
    table.count = std::int64_t(codes.size()) / width;
    table.codes = std::move(codes);
    return table;
}

// N(0, I) of the width given.
inline metrics::CodeTable normal_table(std::int64_t n, std::int64_t width, unsigned seed = 3) {
    std::mt19937_64 rng(seed);
    std::normal_distribution<float> normal;
    std::vector<float> codes(static_cast<std::size_t>(n * width));
    for (float& code : codes) code = normal(rng);
    return table_of(std::move(codes), width);
}

inline AnalysisResult measured(const std::string& metric, const metrics::CodeTable& table) {
    return metrics::measure(metric, table, [](double, const std::string&) {});
}

}  // namespace latent::test
