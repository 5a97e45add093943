// SAP, separated attribute predictability: is each factor told best by one dimension of the code,
// by far?
//
//   S_jk = how well dimension j alone tells factor k
//   SAP  = mean over factors k of the greatest S_jk less the second greatest
//
//   sap_discrete     S_jk = accuracy of a linear support vector machine (C = 0.01, classes
//                    balanced, one against the rest) on the third of the samples that it was not
//                    fitted on
//   sap_continuous   S_jk = squared correlation, the factor's values numbered 0, 1, 2, ...;
//                    0 for a variance of the code below 1e-12
//
// A linear classifier of one number can tell few of many values apart: for a perfect code of
// dSprites the discrete score is 0.24.
//
// One classifier a dimension and factor: of codes wider than 64 the 64 dimensions of largest
// variance are measured.
//
// Source: Kumar, Sattigeri & Balakrishnan 2018, arXiv 1711.00848, as disentanglement_lib computes
// both.
#include <algorithm>
#include <cmath>

#include "metrics/usable.h"
#include "statistics/linear_svm.h"
#include "statistics/logistic_regression.h"

namespace latent::metrics {
namespace {

constexpr double kSapC = 0.01, kLeastVariance = 1e-12;
constexpr int kMostSapValues = 256;

double squared_correlation(const CodeTable& table, std::int64_t dimension,
                           const std::vector<int>& values) {
    const double n = double(table.count);
    double mean_z = 0, mean_v = 0, zz = 0, vv = 0, zv = 0;
    for (std::int64_t i = 0; i < table.count; ++i) {
        mean_z += double(table.code(i)[dimension]) / n;
        mean_v += double(values[std::size_t(i)]) / n;
    }
    for (std::int64_t i = 0; i < table.count; ++i) {
        const double z = double(table.code(i)[dimension]) - mean_z;
        const double v = double(values[std::size_t(i)]) - mean_v;
        zz += z * z;
        vv += v * v;
        zv += z * v;
    }
    return zz / (n - 1) > kLeastVariance ? zv * zv / (zz * vv) : 0.0;
}

// Accuracy on the test rows of telling the factor by that dimension alone; NaN where the rows to
// learn from have one value only.
double accuracy_of_one(const CodeTable& table, std::int64_t dimension, const FactorColumn& column,
                       const TwoToOne& split) {
    const std::vector<int> labels = picked(column.values, split.train);
    if (std::all_of(labels.begin(), labels.end(), [&](int v) { return v == labels[0]; }))
        return kUnknown;
    const statistics::LinearSvm svm(picked_dimension(table, dimension, split.train), labels, kSapC);
    return statistics::accuracy(svm.predict(picked_dimension(table, dimension, split.test)),
                                picked(column.values, split.test));
}

AnalysisResult measure_sap(const CodeTable& whole, const Report& report) {
    report(0, "Choosing dimensions.");
    const Narrowed narrow = narrowed(whole);
    const CodeTable& table = narrow.table(whole);
    AnalysisResult result;
    result.figures = {
        {"sap_discrete", "SAP, by classifiers", kUnknown, "",
         "How much better the best dimension alone classifies a factor than the second best; "
         "accuracy on samples kept aside, mean over factors."},
        {"sap_continuous", "SAP, by correlation", kUnknown, "",
         "The same with squared correlations; asks for factors whose values are in an order."}};
    for (Figure& figure : result.figures) figure.help += narrow.said;
    const Usable usable = usable_of(table, 3, kMostSapValues);
    if (!usable.problem.empty()) return undefined(std::move(result), usable.problem);
    const std::vector<FactorColumn> columns = factor_columns(table, usable);
    // All dimensions: one that never changes still guesses, and that is the second best to beat.
    const std::vector<std::int64_t>& dimensions = narrow.dimensions;  // as the code numbers them

    Grid correlation(dimensions.size(), columns.size()), accuracy(correlation);
    for (std::size_t j = 0; j < dimensions.size(); ++j)
        for (std::size_t k = 0; k < columns.size(); ++k)
            correlation.at(j, k) = squared_correlation(table, std::int64_t(j), columns[k].values);
    result.matrices.push_back(matrix_of(correlation, dimensions, columns, "Squared correlation",
                                        "Of each dimension of the code with each factor."));
    if (table.width < 2) {
        result = undefined(std::move(result),
                           "A code of one dimension has no second best to compare with.");
        result.verdict += usable.left_out;
        return result;
    }
    result.figures[1].value = mean_of(gaps(correlation));

    std::string problem;
    if (table.count < kFewestToSplit)
        problem = "There are only " + std::to_string(table.count) +
                  " samples; to fit on two thirds and test on the rest takes at least " +
                  std::to_string(kFewestToSplit) + ".";
    const TwoToOne split = two_to_one(table.count);
    const double cells = double(dimensions.size() * columns.size());
    for (std::size_t j = 0; j < dimensions.size() && problem.empty(); ++j)
        for (std::size_t k = 0; k < columns.size() && problem.empty(); ++k) {
            report(double(j * columns.size() + k) / cells, "Telling " + columns[k].name + " by z" +
                                                               std::to_string(dimensions[j] + 1) +
                                                               " alone.");
            accuracy.at(j, k) = accuracy_of_one(table, std::int64_t(j), columns[k], split);
            if (std::isnan(accuracy.at(j, k)))
                problem = "All samples to learn from have the same " + columns[k].name + ".";
        }
    if (!problem.empty()) {
        explain(result, "sap_discrete", problem);
        result.verdict = narrow.said + usable.left_out;
        return result;
    }
    const std::vector<double> by_factor = gaps(accuracy);
    result.figures[0].value = mean_of(by_factor);
    add_by_factor(result, "sap_discrete", "SAP by classifiers", columns, by_factor,
                  "The gap of this factor alone.");
    result.matrices.push_back(matrix_of(accuracy, dimensions, columns, "Accuracy of one dimension",
                                        "Of a linear classifier that sees this dimension alone."));
    result.verdict =
        extremes(columns, by_factor, "Widest gap", "least") + narrow.said + usable.left_out;
    return result;
}

}  // namespace

MetricEntry describe_sap() {
    PartInfo info{"sap",
                  "Separated attribute predictability (SAP)",
                  "mean_k (S_(1)k - S_(2)k), S_jk how well z_j alone tells v_k",
                  "Whether one dimension tells each factor much better than any other does.",
                  "Kumar et al. 2018, arXiv 1711.00848",
                  {}};
    info.family = "disentanglement";
    info.needs_factors = true;
    info.of_arrays = true;
    return {info, false, measure_sap, true};
}

}  // namespace latent::metrics
