// How many straight directions hold the spread of the codes?
//
//   pca95           least k with lambda_1 + ... + lambda_k >= 0.95 sum lambda
//   participation   (sum lambda)^2 / sum lambda^2
//
// lambda: eigenvalues of the codes' covariance, falling.
#include <numeric>

#include "metrics/pieces.h"
#include "statistics/spectrum.h"

namespace latent::metrics {
namespace {

constexpr std::int64_t kWidest = 2048;  // its eigenvalues take some seconds

AnalysisResult measure_pca95(const CodeTable& table, const Report& report) {
    if (table.count < 2) throw NotDefined("The spread of a single code is nothing.");
    if (table.width > kWidest)
        throw NotDefined("The spectrum of codes wider than 2,048 would take minutes.");
    report(0, "Computing the codes' principal directions.");
    const std::vector<double> lambda =
        statistics::spectrum(statistics::covariance(table.codes.data(), table.count, table.width));
    const double total = std::accumulate(lambda.begin(), lambda.end(), 0.0);
    if (!(total > 0)) throw NotDefined("Every code is the same, so they spread nowhere.");
    AnalysisResult result;
    result.samples = table.count;
    const int directions = statistics::directions_for(lambda, 0.95);
    const double participation = statistics::participation_ratio(lambda);
    result.figures = {{"pca95", "directions for 95 % of the variance", double(directions), "",
                       "Fewest principal directions that hold 95 % of the codes' variance."},
                      {"participation", "participation ratio", participation, "",
                       "(sum of variances)^2 / sum of their squares: the width for a round cloud, "
                       "1 for a line."}};
    Chart chart{"Share of the codes' variance", "directions", "share", false, {{"codes", {}, {}}}};
    double sum = 0;
    for (std::size_t k = 0; k < lambda.size() && k < 256; ++k) {
        sum += lambda[k];
        chart.curves[0].x.push_back(float(k + 1));
        chart.curves[0].y.push_back(float(sum / total));
    }
    result.charts.push_back(std::move(chart));
    result.verdict = sentence("%d of %lld directions hold 95 %% of the codes' variance.",
                              directions, static_cast<long long>(table.width));
    return result;
}

}  // namespace

MetricEntry describe_pca95() {
    PartInfo info{"pca95",
                  "Directions in use",
                  "least k with sum_{j<=k} lambda_j >= 0.95 sum lambda",
                  "How many straight directions hold 95 % of the codes' variance?",
                  "Pearson 1901, Philosophical Magazine 2",
                  {}};
    info.family = "representation";
    info.of_arrays = true;
    return {info, false, measure_pca95};
}

}  // namespace latent::metrics
