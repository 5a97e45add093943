// Which latent carries which factor? The table behind the scores.
//
//   R_jk = I(z_j; v_k) / H(v_k)         1 when latent j tells factor k altogether, 0 when nothing
//
// I and H are counted (statistics/discrete.h), each latent in 20 bins of equal width between its
// least and its greatest value, so that a factor of more than 20 values cannot reach 1. Counting a
// finite table finds some dependence where there is none: what a latent in random order scores is
// given beside each figure. A factor with one value has no entropy, and no column.
#include <algorithm>
#include <cmath>

#include "metrics/pieces.h"
#include "statistics/discrete.h"

namespace latent::metrics {
namespace {

constexpr int kMatrixBins = 20;
constexpr double kCarries = 0.1;  // less than this (or twice chance) is not worth naming

struct CarriedFactor {
    std::string name;
    std::vector<int> values;  // [N]
    double entropy = 0;
    std::int64_t best = 0;  // the latent that tells most of it
    double carried = 0, chance = 0;
};

std::vector<CarriedFactor> carried_factors(const CodeTable& table) {
    std::vector<CarriedFactor> columns;
    for (std::size_t k = 0; k < table.factors.size(); ++k) {
        CarriedFactor column;
        column.name = table.factors[k].name;
        for (std::int64_t i = 0; i < table.count; ++i) column.values.push_back(table.value(i, k));
        column.entropy = statistics::entropy(column.values);
        if (column.entropy > 0) columns.push_back(std::move(column));
    }
    return columns;
}

std::string carried_list(const std::vector<CarriedFactor>& columns) {
    std::string carried, lost;
    for (const CarriedFactor& column : columns) {
        const bool clear = column.carried >= std::max(kCarries, 2 * column.chance);
        std::string& list = clear ? carried : lost;
        if (!list.empty()) list += ", ";
        list += clear ? latent_name(column.best) + " carries " + column.name +
                            sentence(" (%.2f)", column.carried)
                      : column.name;
    }
    if (carried.empty()) return "No latent carries any of the factors.";
    return carried + (lost.empty() ? "." : "; none carries " + lost + ".");
}

AnalysisResult measure_factor_matrix(const CodeTable& table, const Report& report) {
    std::vector<CarriedFactor> columns = carried_factors(table);
    if (columns.empty())
        throw NotDefined(
            "Every factor has the same value throughout, so there is nothing to carry.");
    Matrix matrix{"latent x factor", {}, {}, {}, 0, 1, {}};
    for (const CarriedFactor& column : columns) matrix.columns.push_back(column.name);
    for (std::int64_t j = 0; j < table.width; ++j) {
        report(double(j) / double(table.width), "Counting what each latent tells of each factor.");
        matrix.rows.push_back(latent_name(j));
        const std::vector<int> bins = statistics::equal_width_bins(
            table.codes.data() + j, table.count, table.width, kMatrixBins);
        // Of the latents that vary at all, what the first in random order scores.
        const bool vary = *std::max_element(bins.begin(), bins.end()) > 0;
        const std::vector<int> disordered = vary ? shuffled(bins) : bins;
        for (CarriedFactor& column : columns) {
            const double share =
                std::max(0.0, statistics::mutual_information(bins, column.values)) / column.entropy;
            matrix.values.push_back(float(share));
            if (share > column.carried) {
                column.carried = share;
                column.best = j;
            }
            if (vary && column.chance == 0)
                column.chance =
                    statistics::mutual_information(disordered, column.values) / column.entropy;
        }
    }
    double most_by_chance = 0;
    AnalysisResult result;
    for (const CarriedFactor& column : columns) {
        most_by_chance = std::max(most_by_chance, column.chance);
        result.figures.push_back(
            {factor_figure_id("carried", column.name), column.name + ", best latent",
             column.carried, "",
             "The largest share of the factor's entropy that one latent tells."});
    }
    matrix.help = sentence(
        "Share of each factor's entropy that each latent tells, in 20 bins; with "
        "%lld samples, latents without any order score up to %.2f.",
        static_cast<long long>(table.count), most_by_chance);
    result.matrices.push_back(std::move(matrix));
    result.samples = table.count;
    result.verdict = carried_list(columns);
    return result;
}

}  // namespace

MetricEntry describe_factor_matrix() {
    PartInfo info{"factor_matrix",
                  "Latent x factor",
                  "I(z_j; v_k) / H(v_k)",
                  "Which latent carries which factor?",
                  "Chen et al. 2018, NeurIPS (the information behind MIG)",
                  {}};
    info.family = "disentanglement";
    info.needs_factors = true;
    info.of_arrays = true;
    return {info, false, measure_factor_matrix};
}

}  // namespace latent::metrics
