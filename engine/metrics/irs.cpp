// IRS, the interventional robustness score: with one factor held fixed, how far can changing the
// others still move a dimension of the code?
//
//   d_jk = mean over values g of v_k of the 99 % quantile of |z_j - E[z_j | g]| among its samples
//   D_j  = max |z_j - E z_j|
//   IRS  = mean over dimensions of max_k (1 - d_jk / D_j), weighted by D_j
//
// Factors are put into 20 bins of equal width first, so that one of many values leaves some
// movement even to a perfect code. Quantiles interpolate linearly. Dimensions that never change are
// left out.
//
// Source: Suter et al. 2019, arXiv 1811.00007, as disentanglement_lib computes it. (Its "number of
// active dimensions" is a sum of values; ours is a count.)
#include <algorithm>
#include <cmath>

#include "metrics/usable.h"
#include "statistics/discrete.h"

namespace latent::metrics {
namespace {

constexpr int kBinsOfAFactor = 20;
constexpr double kQuantile = 0.99;

double quantile_of(std::vector<double>& values, double share) {
    const double at = share * double(values.size() - 1);
    const auto below = std::ptrdiff_t(at);
    std::nth_element(values.begin(), values.begin() + below, values.end());
    const double low = values[std::size_t(below)];
    if (below + 1 >= std::ptrdiff_t(values.size())) return low;
    const double high = *std::min_element(values.begin() + below + 1, values.end());
    return low + (at - double(below)) * (high - low);
}

// Rows by bin of the factor, empty bins left out.
std::vector<std::vector<int>> groups_of(const FactorColumn& column) {
    const std::vector<float> values(column.values.begin(), column.values.end());
    const std::vector<int> bins =
        statistics::equal_width_bins(values.data(), std::int64_t(values.size()), 1, kBinsOfAFactor);
    std::vector<std::vector<int>> groups(kBinsOfAFactor);
    for (std::size_t i = 0; i < bins.size(); ++i) groups[std::size_t(bins[i])].push_back(int(i));
    groups.erase(std::remove_if(groups.begin(), groups.end(), [](auto& g) { return g.empty(); }),
                 groups.end());
    return groups;
}

double mean_movement(const CodeTable& table, std::int64_t dimension,
                     const std::vector<std::vector<int>>& groups) {
    double sum = 0;
    std::vector<double> away;
    for (const std::vector<int>& rows : groups) {
        double mean = 0;
        for (int row : rows) mean += double(table.code(row)[dimension]) / double(rows.size());
        away.clear();
        for (int row : rows) away.push_back(std::fabs(double(table.code(row)[dimension]) - mean));
        sum += quantile_of(away, kQuantile);
    }
    return sum / double(groups.size());
}

AnalysisResult measure_irs(const CodeTable& table, const Report& report) {
    AnalysisResult result;
    result.figures = {{"irs", "IRS", kUnknown, "",
                       "1 where each dimension stands still while one factor is held fixed, "
                       "whatever the others do; weighted by how far it moves at all."}};
    const Usable usable = usable_of(table);
    if (!usable.problem.empty()) return undefined(std::move(result), usable.problem);
    const std::vector<FactorColumn> columns = factor_columns(table, usable);
    std::vector<std::vector<std::vector<int>>> groups;
    for (const FactorColumn& column : columns) groups.push_back(groups_of(column));

    const Spread spread = spread_of(table);
    Grid robust(usable.active.size(), columns.size());
    double weights = 0, score = 0;
    for (std::size_t j = 0; j < usable.active.size(); ++j) {
        report(double(j) / double(usable.active.size()), "Holding one factor fixed at a time.");
        const std::int64_t dimension = usable.active[j];
        double furthest = 0, best = 0;
        for (std::int64_t i = 0; i < table.count; ++i)
            furthest = std::max(furthest, std::fabs(double(table.code(i)[dimension]) -
                                                    spread.mean[std::size_t(dimension)]));
        for (std::size_t k = 0; k < columns.size(); ++k) {
            robust.at(j, k) = 1 - mean_movement(table, dimension, groups[k]) / furthest;
            best = k == 0 ? robust.at(j, k) : std::max(best, robust.at(j, k));
        }
        weights += furthest;
        score += furthest * best;
    }
    result.figures[0].value = score / weights;
    result.matrices.push_back(matrix_of(robust, usable.active, columns, "Robustness",
                                        "How still each dimension stands while a factor is held "
                                        "fixed; of the dimensions that change."));
    result.verdict = " Dimensions that change: " + std::to_string(usable.active.size()) + " of " +
                     std::to_string(table.width) + "." + usable.left_out;
    return result;
}

}  // namespace

MetricEntry describe_irs() {
    PartInfo info{"irs",
                  "Interventional robustness (IRS)",
                  "sum_j D_j max_k (1 - d_jk / D_j) / sum_j D_j",
                  "How still each dimension stands while one factor is held fixed and the others "
                  "change.",
                  "Suter et al. 2019, arXiv 1811.00007",
                  {}};
    info.family = "disentanglement";
    info.needs_factors = true;
    info.of_arrays = true;
    return {info, false, measure_irs, true};
}

}  // namespace latent::metrics
