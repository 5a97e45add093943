// The mutual information gap: is each factor kept in one dimension of the code, and in no other?
//
//   MIG = mean over factors k of ( I(z_(1); v_k) - I(z_(2); v_k) ) / H(v_k)
//
// with z_(1), z_(2) the dimensions that tell most and second most of v_k; every dimension in 20
// bins of equal width between its least and greatest value, everything counted, in nats. A code of
// one dimension has 0 for a second.
//
// A perfect code scores less than 1 where a factor has more than 20 values, for the bins merge
// some, and a table of N samples tells some (19 (values - 1) / 2N nats) of every factor by
// accident.
//
// Source: Chen et al. 2018, arXiv 1802.04942, as disentanglement_lib computes it (Locatello et al.
// 2019), which takes one code a sample where the paper has the posterior.
#include "metrics/usable.h"
#include "statistics/discrete.h"

namespace latent::metrics {
namespace {

AnalysisResult measure_mig(const CodeTable& table, const Report& report) {
    AnalysisResult result;
    result.figures = {{"mig", "MIG", kUnknown, "",
                       "How much more the best dimension tells of a factor than the second best, "
                       "as a share of all there is to tell; mean over factors."}};
    const Usable usable = usable_of(table);
    if (!usable.problem.empty()) return undefined(std::move(result), usable.problem);
    const std::vector<FactorColumn> columns = factor_columns(table, usable);
    std::vector<double> by_factor =
        gaps(mutual_information_of(table, usable.active, columns, report));
    for (std::size_t k = 0; k < columns.size(); ++k)
        by_factor[k] /= statistics::entropy(columns[k].values);
    result.figures[0].value = mean_of(by_factor);
    add_by_factor(result, "mig", "MIG", columns, by_factor, "The gap of this factor alone.");
    result.verdict =
        extremes(columns, by_factor, "Best kept in one dimension", "least") + usable.left_out;
    return result;
}

}  // namespace

MetricEntry describe_mig() {
    PartInfo info{"mig",
                  "Mutual information gap",
                  "mean_k (I(z_(1); v_k) - I(z_(2); v_k)) / H(v_k)",
                  "Whether each factor is kept in one dimension of the code and in no other.",
                  "Chen et al. 2018, arXiv 1802.04942",
                  {}};
    info.family = "disentanglement";
    info.needs_factors = true;
    info.of_arrays = true;
    return {info, false, measure_mig, true};
}

}  // namespace latent::metrics
