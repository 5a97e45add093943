// Modularity: does each dimension of the code tell of one factor only?
//
//   m_jk = I(z_j; v_k), every dimension in 20 bins of equal width
//   modularity = mean over dimensions j of
//                1 - (sum_k m_jk^2 - max_k m_jk^2) / (max_k m_jk^2 (K - 1))
//
// Of pure noise it is far from 0: the accidents of counting favour the factor with most values.
// Dimensions that never change tell of no factor; they have no modularity and are left out.
//
// Source: Ridgeway & Mozer 2018, arXiv 1802.05312, as disentanglement_lib computes it (whose score
// is not a number where a dimension is constant).
#include "metrics/usable.h"

namespace latent::metrics {
namespace {

AnalysisResult measure_modularity(const CodeTable& table, const Report& report) {
    AnalysisResult result;
    result.figures = {{"modularity", "modularity", kUnknown, "",
                       "1 where each dimension that changes tells of one factor only; mean over "
                       "those dimensions."}};
    const Usable usable = usable_of(table);
    if (!usable.problem.empty()) return undefined(std::move(result), usable.problem);
    const std::vector<FactorColumn> columns = factor_columns(table, usable);
    const Grid information = mutual_information_of(table, usable.active, columns, report);
    result.figures[0].value = modularity_of(information);
    explain(result, "modularity",
            "With one factor, no dimension can tell of another." + usable.left_out);
    result.verdict = " Dimensions that change: " + std::to_string(usable.active.size()) + " of " +
                     std::to_string(table.width) + "." + usable.left_out;
    return result;
}

}  // namespace

MetricEntry describe_modularity() {
    PartInfo info{"modularity",
                  "Modularity",
                  "mean_j 1 - (sum_k m_jk^2 - max_k m_jk^2) / (max_k m_jk^2 (K - 1)), "
                  "m_jk = I(z_j; v_k)",
                  "Whether each dimension of the code tells of one factor only.",
                  "Ridgeway & Mozer 2018, arXiv 1802.05312",
                  {}};
    info.family = "disentanglement";
    info.needs_factors = true;
    info.of_arrays = true;
    return {info, false, measure_modularity, true};
}

}  // namespace latent::metrics
