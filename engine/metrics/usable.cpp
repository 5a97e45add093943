#include "metrics/usable.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <set>

#include "metrics/pieces.h"
#include "statistics/discrete.h"
#include "statistics/draws.h"

namespace latent::metrics {
namespace {

constexpr int kBinsOfACode = 20;
constexpr std::uint64_t kSplitSeed = 20;

std::string two_digits(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", value);
    return text;
}

std::vector<std::int64_t> active_dimensions(const CodeTable& table) {
    std::vector<std::int64_t> active;
    for (std::int64_t j = 0; j < table.width; ++j)
        for (std::int64_t i = 1; i < table.count; ++i)
            if (table.code(i)[j] != table.code(0)[j]) {
                active.push_back(j);
                break;
            }
    return active;
}

}  // namespace

Usable usable_of(const CodeTable& table, std::int64_t fewest, int most_values) {
    Usable usable;
    std::string single, many;
    for (std::size_t k = 0; k < table.factors.size(); ++k) {
        std::set<int> seen;
        for (std::int64_t i = 0; i < table.count; ++i) seen.insert(table.value(i, k));
        const auto list = [&](std::string& names) {
            names += (names.empty() ? "" : ", ") + table.factors[k].name;
        };
        if (seen.size() < 2) {
            list(single);
        } else if (seen.size() > std::size_t(most_values)) {
            list(many);
        } else {
            usable.factors.push_back(k);
        }
    }
    if (!single.empty()) usable.left_out += " Left out for having a single value: " + single + ".";
    if (!many.empty())
        usable.left_out += " Left out for having more than " + std::to_string(most_values) +
                           " values, too many to tell apart: " + many + ".";
    usable.active = active_dimensions(table);
    if (table.count < fewest) {
        usable.problem = "There are only " + std::to_string(table.count) +
                         " samples; this takes at least " + std::to_string(fewest) + ".";
    } else if (usable.active.empty()) {
        usable.problem = "Every code is the same, so nothing can be told from it.";
    } else if (usable.factors.empty()) {
        usable.problem = "There is no factor to score." + usable.left_out;
    }
    return usable;
}

AnalysisResult undefined(AnalysisResult result, const std::string& reason) {
    for (Figure& figure : result.figures) {
        figure.value = kUnknown;
        figure.undefined = reason;
    }
    result.verdict = reason;
    return result;
}

void explain(AnalysisResult& result, const std::string& figure, const std::string& reason) {
    for (Figure& candidate : result.figures)
        if (candidate.id == figure && std::isnan(candidate.value)) candidate.undefined = reason;
}

FactorColumn factor_column(const CodeTable& table, std::size_t factor) {
    FactorColumn column{table.factors[factor].name, {}, 0};
    for (std::int64_t i = 0; i < table.count; ++i) column.values.push_back(table.value(i, factor));
    std::vector<int> kinds = column.values;
    std::sort(kinds.begin(), kinds.end());
    kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
    column.count = int(kinds.size());
    for (int& value : column.values)
        value = int(std::lower_bound(kinds.begin(), kinds.end(), value) - kinds.begin());
    return column;
}

std::vector<FactorColumn> factor_columns(const CodeTable& table, const Usable& usable) {
    std::vector<FactorColumn> columns;
    for (std::size_t factor : usable.factors) columns.push_back(factor_column(table, factor));
    return columns;
}

Spread spread_of(const CodeTable& table) {
    Spread spread{std::vector<double>(std::size_t(table.width), 0.0), {}};
    spread.deviation = spread.mean;
    const auto n = double(table.count);
    for (std::int64_t i = 0; i < table.count; ++i)
        for (std::int64_t j = 0; j < table.width; ++j)
            spread.mean[std::size_t(j)] += double(table.code(i)[j]) / n;
    for (std::int64_t i = 0; i < table.count; ++i)
        for (std::int64_t j = 0; j < table.width; ++j) {
            const double away = double(table.code(i)[j]) - spread.mean[std::size_t(j)];
            spread.deviation[std::size_t(j)] += away * away / n;
        }
    for (double& deviation : spread.deviation) deviation = std::sqrt(deviation);
    return spread;
}

Narrowed narrowed(const CodeTable& table) {
    Narrowed narrow;
    narrow.dimensions.resize(std::size_t(table.width));
    std::iota(narrow.dimensions.begin(), narrow.dimensions.end(), 0);
    if (table.width <= kMostDimensions) return narrow;
    const std::vector<double> deviation = spread_of(table).deviation;
    std::stable_sort(narrow.dimensions.begin(), narrow.dimensions.end(),
                     [&](std::int64_t a, std::int64_t b) {
                         return deviation[std::size_t(a)] > deviation[std::size_t(b)];
                     });
    narrow.dimensions.resize(std::size_t(kMostDimensions));
    std::sort(narrow.dimensions.begin(), narrow.dimensions.end());
    narrow.said = " Of the " + std::to_string(kMostDimensions) +
                  " dimensions of largest variance, of " + std::to_string(table.width) + ".";
    CodeTable& fewer = narrow.fewer;
    fewer.count = table.count;
    fewer.width = kMostDimensions;
    fewer.factors = table.factors;
    fewer.values = table.values;
    fewer.codes.reserve(std::size_t(table.count * kMostDimensions));
    for (std::int64_t i = 0; i < table.count; ++i)
        for (std::int64_t dimension : narrow.dimensions)
            fewer.codes.push_back(table.code(i)[dimension]);
    return narrow;
}

Grid mutual_information_of(const CodeTable& table, const std::vector<std::int64_t>& dimensions,
                           const std::vector<FactorColumn>& columns, const Report& report) {
    Grid grid(dimensions.size(), columns.size());
    for (std::size_t row = 0; row < dimensions.size(); ++row) {
        report(double(row) / double(dimensions.size()), "Counting what each latent tells.");
        const std::vector<int> bins = statistics::equal_width_bins(
            table.codes.data() + dimensions[row], table.count, table.width, kBinsOfACode);
        for (std::size_t column = 0; column < columns.size(); ++column)
            grid.at(row, column) = statistics::mutual_information(bins, columns[column].values);
    }
    return grid;
}

TwoToOne two_to_one(std::int64_t count) {
    const std::vector<int> order = statistics::Draws(kSplitSeed).permutation(std::size_t(count));
    const auto middle = order.begin() + (2 * count + 2) / 3;
    return {{order.begin(), middle}, {middle, order.end()}};
}

std::vector<int> picked(const std::vector<int>& values, const std::vector<int>& rows) {
    std::vector<int> taken;
    taken.reserve(rows.size());
    for (int row : rows) taken.push_back(values[std::size_t(row)]);
    return taken;
}

std::vector<float> picked_codes(const CodeTable& table, const std::vector<int>& rows) {
    std::vector<float> taken;
    taken.reserve(rows.size() * std::size_t(table.width));
    for (int row : rows) taken.insert(taken.end(), table.code(row), table.code(row) + table.width);
    return taken;
}

std::vector<float> picked_dimension(const CodeTable& table, std::int64_t dimension,
                                    const std::vector<int>& rows) {
    std::vector<float> taken;
    taken.reserve(rows.size());
    for (int row : rows) taken.push_back(table.code(row)[dimension]);
    return taken;
}

void add_by_factor(AnalysisResult& result, const std::string& id, const std::string& label,
                   const std::vector<FactorColumn>& columns, const std::vector<double>& values,
                   const std::string& help) {
    for (std::size_t k = 0; k < columns.size(); ++k) {
        result.figures.push_back({factor_figure_id(id, columns[k].name),
                                  label + " of " + columns[k].name, values[k], "", help});
    }
}

Matrix matrix_of(const Grid& grid, const std::vector<std::int64_t>& dimensions,
                 const std::vector<FactorColumn>& columns, const std::string& title,
                 const std::string& help) {
    Matrix matrix;
    matrix.title = title;
    matrix.help = help;
    for (std::int64_t dimension : dimensions)
        matrix.rows.push_back("z" + std::to_string(dimension + 1));
    for (const FactorColumn& column : columns) matrix.columns.push_back(column.name);
    matrix.values.assign(grid.values.begin(), grid.values.end());
    return matrix;
}

std::string extremes(const std::vector<FactorColumn>& columns, const std::vector<double>& values,
                     const std::string& best, const std::string& least) {
    if (values.size() < 2) return "";
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const auto named = [&](std::vector<double>::const_iterator at) {
        return columns[std::size_t(at - values.begin())].name + " (" + two_digits(*at) + ")";
    };
    return " " + best + ": " + named(high) + "; " + least + ": " + named(low) + ".";
}

}  // namespace latent::metrics
