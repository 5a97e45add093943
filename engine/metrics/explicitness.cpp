// Explicitness: can the factors be read from the code by a linear classifier?
//
//   mean over factors of the mean over its values of the area under the ROC curve of
//   "has this value" against "has another", by the probability that logistic regression gives it
//
// Codes are standardised; fitted on two thirds of the samples (C = 1), measured on the rest.
// Guessing scores 0.5. Dimensions that never change are left out; so are values that no test sample
// has.
//
// The area is the chance that a sample with the value gets a higher probability than one without,
// ties counting half (Mann & Whitney's U).
//
// Source: Ridgeway & Mozer 2018, arXiv 1802.05312, as disentanglement_lib computes it.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "metrics/usable.h"
#include "statistics/logistic_regression.h"

namespace latent::metrics {
namespace {

constexpr int kMostValuesRead = 256;

// Of scores[i * stride] for "labels[i] == wanted"; NaN where all are, or none is.
double area_under_roc(const float* scores, std::size_t stride, const std::vector<int>& labels,
                      int wanted) {
    std::vector<std::size_t> order(labels.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return scores[a * stride] < scores[b * stride];
    });
    double rank_sum = 0, positives = 0;
    for (std::size_t from = 0, to; from < order.size(); from = to) {
        for (to = from + 1; to < order.size(); ++to)
            if (scores[order[to] * stride] != scores[order[from] * stride]) break;
        const double rank = 0.5 * double(from + 1 + to);  // equal scores share the middle rank
        for (std::size_t i = from; i < to; ++i)
            if (labels[order[i]] == wanted) {
                rank_sum += rank;
                ++positives;
            }
    }
    const double negatives = double(labels.size()) - positives;
    if (positives == 0 || negatives == 0) return kUnknown;
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives);
}

// The dimensions that change, each with mean 0 and variance 1 among the rows to learn from.
std::vector<float> standardised(const CodeTable& table, const Usable& usable,
                                const std::vector<double>& mean,
                                const std::vector<double>& deviation,
                                const std::vector<int>& rows) {
    std::vector<float> codes;
    codes.reserve(rows.size() * usable.active.size());
    for (int row : rows)
        for (std::size_t j = 0; j < usable.active.size(); ++j)
            codes.push_back(
                float((double(table.code(row)[usable.active[j]]) - mean[j]) / deviation[j]));
    return codes;
}

AnalysisResult measure_explicitness(const CodeTable& table, const Report& report) {
    AnalysisResult result;
    result.figures = {{"explicitness", "explicitness", kUnknown, "",
                       "Area under the ROC curve of a linear classifier of each factor value on "
                       "codes it was not fitted on; 0.5 is guessing."}};
    const Usable usable = usable_of(table, kFewestToSplit, kMostValuesRead);
    if (!usable.problem.empty()) return undefined(std::move(result), usable.problem);
    const std::vector<FactorColumn> columns = factor_columns(table, usable);
    const TwoToOne split = two_to_one(table.count);

    std::vector<double> mean, deviation;
    for (std::int64_t dimension : usable.active) {
        double sum = 0, squares = 0;
        for (int row : split.train) sum += double(table.code(row)[dimension]);
        mean.push_back(sum / double(split.train.size()));
        for (int row : split.train) {
            const double away = double(table.code(row)[dimension]) - mean.back();
            squares += away * away;
        }
        // A dimension may change among the test rows alone.
        const double found = std::sqrt(squares / double(split.train.size()));
        deviation.push_back(found > 0 ? found : 1.0);
    }
    const std::vector<float> train = standardised(table, usable, mean, deviation, split.train),
                             test = standardised(table, usable, mean, deviation, split.test);
    std::vector<double> by_factor;
    for (std::size_t k = 0; k < columns.size(); ++k) {
        const Report part = part_of(report, double(k) / double(columns.size()),
                                    double(k + 1) / double(columns.size()));
        const auto count = std::size_t(columns[k].count);
        const statistics::LogisticRegression classifier(train, std::int64_t(usable.active.size()),
                                                        picked(columns[k].values, split.train),
                                                        columns[k].count, 1, part);
        const std::vector<float> p = classifier.probabilities(test);
        const std::vector<int> labels = picked(columns[k].values, split.test);
        std::vector<double> areas;
        for (std::size_t value = 0; value < count; ++value) {
            const double area = area_under_roc(p.data() + value, count, labels, int(value));
            if (!std::isnan(area)) areas.push_back(area);
        }
        if (areas.empty())
            return undefined(std::move(result), "No test sample differs in " + columns[k].name +
                                                    ", so nothing can be told apart there.");
        by_factor.push_back(mean_of(areas));
    }
    result.figures[0].value = mean_of(by_factor);
    add_by_factor(result, "explicitness", "explicitness", columns, by_factor,
                  "Mean over the values of this factor.");
    result.verdict = extremes(columns, by_factor, "Easiest to read", "hardest") + usable.left_out;
    return result;
}

}  // namespace

MetricEntry describe_explicitness() {
    PartInfo info{"explicitness",
                  "Explicitness",
                  "mean_k mean_v AUC(p(v_k = v | z))",
                  "Whether a linear classifier can read every factor from the code.",
                  "Ridgeway & Mozer 2018, arXiv 1802.05312",
                  {}};
    info.family = "disentanglement";
    info.needs_factors = true;
    info.of_arrays = true;
    return {info, false, measure_explicitness, true};
}

}  // namespace latent::metrics
