// DCI: disentanglement, completeness and informativeness, from what boosted trees need to tell the
// factors.
//
//   R_jk               importance of dimension j for telling factor k, of gradient-boosted trees
//                      (100 rounds, depth 3, rate 0.1) that see the whole code
//   disentanglement    does a dimension serve one factor only: 1 - entropy of R along its row, to
//                      the base K, dimensions weighted by their share of all importance
//   completeness       is a factor told by one dimension only: the same along columns, base d
//   informativeness    accuracy of the trees on the third of the samples that they were not grown
//                      on, mean over factors
//
// The trees look for splits in histograms and weigh rows by curvature (statistics/boosted_trees.h),
// which scikit-learn's do not: values differ slightly from disentanglement_lib's.
//
// Factors that cannot be told at all still spread importance over every dimension, and pull
// disentanglement down however clean the rest is: read it with informativeness.
//
// Source: Eastwood & Williams 2018, as disentanglement_lib computes it (the paper has regressors).
#include <numeric>

#include "metrics/usable.h"
#include "statistics/boosted_trees.h"
#include "statistics/logistic_regression.h"

namespace latent::metrics {
namespace {

constexpr int kMostDciValues = 256;

AnalysisResult measure_dci(const CodeTable& table, const Report& report) {
    AnalysisResult result;
    result.figures = {
        {"dci_disentanglement", "disentanglement", kUnknown, "",
         "1 where each dimension serves one factor only. By trees on histograms, so values differ "
         "slightly from scikit-learn's."},
        {"dci_completeness", "completeness", kUnknown, "",
         "1 where each factor is told by one dimension only. By trees on histograms, so values "
         "differ slightly from scikit-learn's."},
        {"dci_informativeness", "informativeness", kUnknown, "",
         "Share of samples kept aside whose factor the trees tell right; mean over factors."}};
    const Usable usable = usable_of(table, kFewestToSplit, kMostDciValues);
    if (!usable.problem.empty()) return undefined(std::move(result), usable.problem);
    const std::vector<FactorColumn> columns = factor_columns(table, usable);
    const TwoToOne split = two_to_one(table.count);
    const std::vector<float> train = picked_codes(table, split.train),
                             test = picked_codes(table, split.test);

    double all = 0, done = 0;
    for (const FactorColumn& column : columns) all += column.count;
    Grid importances(std::size_t(table.width), columns.size());
    std::vector<double> accuracies;
    for (std::size_t k = 0; k < columns.size(); ++k) {
        // A round grows a tree for each value.
        const double from = done / all, to = (done += columns[k].count) / all;
        const Report named = [&](double progress, const std::string&) {
            report(from + (to - from) * progress, "Growing trees that tell " + columns[k].name);
        };
        const statistics::BoostedTreesResult trees = statistics::fit_boosted_trees(
            train, table.width, picked(columns[k].values, split.train), columns[k].count, test, {},
            named);
        for (std::size_t j = 0; j < importances.rows; ++j)
            importances.at(j, k) = trees.importances[j];
        accuracies.push_back(
            statistics::accuracy(trees.predicted, picked(columns[k].values, split.test)));
    }
    result.figures[0].value = dci_disentanglement_of(importances);
    result.figures[1].value = dci_completeness_of(importances);
    result.figures[2].value = mean_of(accuracies);
    explain(result, "dci_disentanglement",
            "With one factor, every dimension serves that one." + usable.left_out);
    explain(result, "dci_completeness", "A code of one dimension keeps every factor in that one.");
    add_by_factor(result, "dci_informativeness", "informativeness", columns, accuracies,
                  "Accuracy for this factor alone.");
    std::vector<std::int64_t> dimensions(importances.rows);
    std::iota(dimensions.begin(), dimensions.end(), 0);
    result.matrices.push_back(
        matrix_of(importances, dimensions, columns, "Importance",
                  "How much of telling each factor each dimension does; columns add up to 1."));
    result.verdict = " Factors that cannot be told pull it down." +
                     extremes(columns, accuracies, "Told best", "worst") + usable.left_out;
    return result;
}

}  // namespace

MetricEntry describe_dci() {
    PartInfo info{"dci",
                  "DCI: disentanglement, completeness, informativeness",
                  "D = sum_j w_j (1 - H_K(R_j.)), C = sum_k w_k (1 - H_d(R_.k))",
                  "Which dimensions of the code boosted trees need for each factor, and how well "
                  "they tell it. The trees search splits in histograms; values differ slightly "
                  "from scikit-learn's.",
                  "Eastwood & Williams 2018, ICLR",
                  {}};
    info.family = "disentanglement";
    info.needs_factors = true;
    info.of_arrays = true;
    info.dear = true;
    return {info, false, measure_dci, true};
}

}  // namespace latent::metrics
