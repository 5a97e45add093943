#include "statistics/discrete.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>
#include <utility>

namespace latent::statistics {
namespace {

// Joint tables up to this many cells are counted in an array, larger ones in a map.
constexpr std::size_t kDenseCells = std::size_t(1) << 22;

std::size_t symbol_count(const std::vector<int>& symbols) {
    int most = -1;
    for (int symbol : symbols) {
        if (symbol < 0) throw std::invalid_argument("Symbols are counted from 0.");
        most = std::max(most, symbol);
    }
    return std::size_t(most) + 1;
}

std::vector<std::int64_t> counts_of(const std::vector<int>& symbols, std::size_t kinds) {
    std::vector<std::int64_t> counts(kinds, 0);
    for (int symbol : symbols) ++counts[std::size_t(symbol)];
    return counts;
}

}  // namespace

std::vector<int> equal_width_bins(const float* values, std::int64_t count, std::int64_t stride,
                                  int bins) {
    std::vector<int> binned(std::size_t(count), 0);
    if (count == 0) return binned;
    double low = double(values[0]), high = low;
    for (std::int64_t i = 0; i < count; ++i) {
        low = std::min(low, double(values[i * stride]));
        high = std::max(high, double(values[i * stride]));
    }
    if (!(high > low)) return binned;
    const double width = (high - low) / bins;
    const auto edge = [&](int bin) { return low + width * bin; };
    for (std::int64_t i = 0; i < count; ++i) {
        const double x = double(values[i * stride]);
        // The quotient may be rounded to the wrong side of an edge; the edges themselves decide.
        int bin = std::clamp(int((x - low) / width), 0, bins - 1);
        while (bin > 0 && x < edge(bin)) --bin;
        while (bin + 1 < bins && x >= edge(bin + 1)) ++bin;
        binned[std::size_t(i)] = bin;
    }
    return binned;
}

double entropy(const std::vector<int>& symbols) {
    const double n = double(symbols.size());
    double sum = 0;
    for (std::int64_t count : counts_of(symbols, symbol_count(symbols)))
        if (count > 0) sum -= double(count) / n * std::log(double(count) / n);
    return sum;
}

double mutual_information(const std::vector<int>& a, const std::vector<int>& b) {
    if (a.size() != b.size())
        throw std::invalid_argument("Mutual information is of two columns of equal length.");
    const std::size_t rows = symbol_count(a), columns = symbol_count(b);
    const auto of_a = counts_of(a, rows), of_b = counts_of(b, columns);
    const double n = double(a.size());
    double sum = 0;
    const auto add = [&](std::size_t row, std::size_t column, std::int64_t together) {
        sum += double(together) / n *
               std::log(double(together) * n / (double(of_a[row]) * double(of_b[column])));
    };
    if (rows <= kDenseCells / std::max<std::size_t>(columns, 1)) {
        std::vector<std::int64_t> joint(rows * columns, 0);
        for (std::size_t i = 0; i < a.size(); ++i)
            ++joint[std::size_t(a[i]) * columns + std::size_t(b[i])];
        for (std::size_t row = 0; row < rows; ++row)
            for (std::size_t column = 0; column < columns; ++column)
                if (const auto together = joint[row * columns + column]) add(row, column, together);
    } else {
        std::map<std::pair<int, int>, std::int64_t> joint;
        for (std::size_t i = 0; i < a.size(); ++i) ++joint[{a[i], b[i]}];
        for (const auto& [pair, together] : joint)
            add(std::size_t(pair.first), std::size_t(pair.second), together);
    }
    return std::max(0.0, sum);
}

}  // namespace latent::statistics
