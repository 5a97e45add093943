// Beta-VAE's score: from how codes differ between samples that share a factor, can a linear
// classifier tell which factor they share?
//
//   a point: one factor; 64 pairs of samples, equal in that factor; x = mean over pairs of |z - z'|
//   score = accuracy of logistic regression (C = 1, x as it is) on 20,000 points after 10,000
//
// Guessing scores 1 / factors. The factor is drawn evenly; a pair is a sample of the table and
// another that shares its value. Values that only one sample has are left out.
//
// Source: Higgins et al. 2017, as disentanglement_lib computes it, which draws new samples for
// every pair, and tests on 5,000 points: more make the same score steadier.
#include <cmath>

#include "metrics/by_value.h"
#include "statistics/logistic_regression.h"

namespace latent::metrics {
namespace {

constexpr int kPairsOfAPoint = 64, kPointsToLearn = 10000, kPointsToTest = 20000;

struct Points {
    std::vector<float> differences;  // [n, k]
    std::vector<int> factors;        // [n], as places among those that are held
};

Points draw_points(const CodeTable& table, std::vector<RowsByValue>& held, int count,
                   statistics::Draws& draws, const Report& report) {
    Points points;
    const auto width = std::size_t(table.width);
    std::vector<double> sum(width);
    for (int point = 0; point < count; ++point) {
        if (point % 256 == 0) report(double(point) / count, "Comparing pairs.");
        const std::size_t factor = draws.below(held.size());
        sum.assign(width, 0.0);
        for (int pair = 0; pair < kPairsOfAPoint; ++pair) {
            std::vector<int>& rows = held[factor].draw(draws);
            draws.choose(rows, 2);
            const float *one = table.code(rows[0]), *other = table.code(rows[1]);
            for (std::size_t j = 0; j < width; ++j) sum[j] += std::fabs(double(one[j] - other[j]));
        }
        for (double all : sum) points.differences.push_back(float(all / kPairsOfAPoint));
        points.factors.push_back(int(factor));
    }
    return points;
}

AnalysisResult measure_beta_vae(const CodeTable& table, const Report& report) {
    AnalysisResult result;
    result.figures = {{"beta_vae", "beta-VAE score", kUnknown, "",
                       "Accuracy of telling which factor pairs of samples share, from how their "
                       "codes differ; guessing scores 1 / factors."}};
    const Usable usable = usable_of(table);
    if (!usable.problem.empty()) return undefined(std::move(result), usable.problem);
    std::vector<RowsByValue> held;
    std::string rare;
    for (const FactorColumn& column : factor_columns(table, usable)) {
        RowsByValue rows(column, 2);
        if (rows.empty()) {
            rare += (rare.empty() ? "" : ", ") + column.name;
        } else {
            held.push_back(std::move(rows));
        }
    }
    if (held.empty())
        return undefined(std::move(result), "No two samples share a value of any factor.");

    statistics::Draws draws(128);
    const Points train = draw_points(table, held, kPointsToLearn, draws, part_of(report, 0, 0.3)),
                 test = draw_points(table, held, kPointsToTest, draws, part_of(report, 0.3, 0.45));
    const statistics::LogisticRegression classifier(train.differences, table.width, train.factors,
                                                    int(held.size()), 1, part_of(report, 0.45, 1));
    result.figures[0].value =
        statistics::accuracy(classifier.predict(test.differences), test.factors);
    result.verdict = usable.left_out;
    if (!rare.empty())
        result.verdict += " Left out, because no two samples share a value: " + rare + ".";
    return result;
}

}  // namespace

MetricEntry describe_beta_vae() {
    PartInfo info{"beta_vae",
                  "Beta-VAE score",
                  "accuracy of telling k from mean_64 |z - z'|, v_k = v'_k",
                  "Whether a linear classifier tells which factor pairs of samples share.",
                  "Higgins et al. 2017, ICLR",
                  {}};
    info.family = "disentanglement";
    info.needs_factors = true;
    info.of_arrays = true;
    return {info, false, measure_beta_vae, true};
}

}  // namespace latent::metrics
