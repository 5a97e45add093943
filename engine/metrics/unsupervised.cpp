// Are the latents independent, and how many are in use? Scores that need no factors.
//
//   gaussian_total_correlation   1/2 (sum_j ln Sigma_jj - ln |Sigma|), Sigma the codes' covariance
//   mean_pairwise_mi             mean over pairs i < j of I(z_i; z_j), each in 20 bins of equal width
//   active_units                 dimensions whose mean code varies: Var_x(z_j) >= 0.01, unbiased
//   kl                           sum_j mean_x 1/2 (mu_j^2 + exp(logvar_j) - logvar_j - 1)
//
// all in nats but the third. A code of independent latents has 0 of the first two; what the plug-in
// count makes of independent columns is given as chance. The last is of gaussian codes only.
#include <algorithm>
#include <cmath>

#include "metrics/pieces.h"
#include "statistics/discrete.h"
#include "statistics/spectrum.h"

namespace latent::metrics {
namespace {

constexpr int kPairBins = 20;
constexpr std::int64_t kMostCoordinates = 64;  // in pairs; 2,016 of them
constexpr std::int64_t kMostInCovariance = 2048;
constexpr double kActive = 0.01;

// Unbiased variance of each code dimension, in double.
std::vector<double> variances_of(const CodeTable& table) {
    std::vector<double> variances;
    for (std::int64_t j = 0; j < table.width; ++j) {
        double sum = 0, squares = 0;
        for (std::int64_t i = 0; i < table.count; ++i) sum += table.code(i)[j];
        const double mean = sum / double(table.count);
        for (std::int64_t i = 0; i < table.count; ++i)
            squares += (table.code(i)[j] - mean) * (table.code(i)[j] - mean);
        variances.push_back(squares / double(table.count - 1));
    }
    return variances;
}

struct PairwiseMi {
    double mean = 0, chance = 0;
};
PairwiseMi pairwise_mi(const CodeTable& table, const std::vector<std::int64_t>& coordinates,
                       const Report& report) {
    std::vector<std::vector<int>> bins;
    for (std::int64_t j : coordinates)
        bins.push_back(statistics::equal_width_bins(table.codes.data() + j, table.count,
                                                    table.width, kPairBins));
    PairwiseMi result;
    int pairs = 0;
    for (std::size_t i = 0; i < bins.size(); ++i) {
        report(double(i) / double(bins.size()), "Comparing latents in pairs.");
        for (std::size_t j = i + 1; j < bins.size(); ++j, ++pairs)
            result.mean += statistics::mutual_information(bins[i], bins[j]);
        if (i > 0) result.chance += statistics::mutual_information(bins[i - 1], shuffled(bins[i]));
    }
    result.mean /= pairs;
    result.chance /= double(bins.size() - 1);
    return result;
}

Figure total_correlation_figure(const CodeTable& table) {
    const Figure figure{"gaussian_total_correlation", "total correlation, gaussian", 0, "nats",
                        "How far the codes are from independent, seen as a normal distribution: 0 "
                        "when no latent tells of another. Latents that do not vary are left out."};
    if (table.width > kMostInCovariance)
        return undefined_figure(figure, "Codes wider than 2,048 would take minutes.");
    Figure found = figure;
    found.value = statistics::gaussian_total_correlation(
        statistics::covariance(table.codes.data(), table.count, table.width));
    if (std::isnan(found.value)) return undefined_figure(figure, "Every code is the same.");
    if (std::isinf(found.value))
        return undefined_figure(figure,
                                "Some latent is a linear function of others, so it is "
                                "infinite.");
    return found;
}

Figure pairwise_figure(const CodeTable& table, const std::vector<double>& variances,
                       const Report& report) {
    const Figure figure{"mean_pairwise_mi", "information in pairs", 0, "nats",
                        "Mean over pairs of latents of their mutual information, in 20 bins of "
                        "equal width; of the 64 latents that vary most."};
    std::vector<std::int64_t> coordinates;
    for (std::int64_t j = 0; j < table.width; ++j)
        if (variances[std::size_t(j)] > 0) coordinates.push_back(j);
    if (coordinates.size() < 2) return undefined_figure(figure, "Fewer than two latents vary.");
    std::stable_sort(coordinates.begin(), coordinates.end(), [&](std::int64_t a, std::int64_t b) {
        return variances[std::size_t(a)] > variances[std::size_t(b)];
    });
    coordinates.resize(std::min(coordinates.size(), std::size_t(kMostCoordinates)));
    const PairwiseMi mi = pairwise_mi(table, coordinates, report);
    Figure found = figure;
    found.value = mi.mean;
    found.chance = mi.chance;
    return found;
}

// KL of each dimension to the prior, in nats.
std::vector<float> kl_of_dimensions(const CodeTable& table) {
    std::vector<float> kl;
    for (std::int64_t j = 0; j < table.width; ++j) {
        double sum = 0;
        for (std::int64_t i = 0; i < table.count; ++i) {
            const double mean = table.code(i)[j],
                         logvar = table.logvars[std::size_t(i * table.width + j)];
            sum += 0.5 * (mean * mean + std::expm1(logvar) - logvar);
        }
        kl.push_back(float(sum / double(table.count)));
    }
    return kl;
}

AnalysisResult measure_unsupervised(const CodeTable& table, const Report& report) {
    if (table.count < 2) throw NotDefined("The spread of a single code is nothing.");
    AnalysisResult result;
    result.samples = table.count;
    const std::vector<double> variances = variances_of(table);
    const auto active = std::count_if(variances.begin(), variances.end(),
                                      [](double variance) { return variance >= kActive; });
    report(0, "Computing the codes' covariance.");
    result.figures.push_back(total_correlation_figure(table));
    result.figures.push_back(pairwise_figure(table, variances, report));
    result.figures.push_back({"active_units", "active units", double(active), "",
                              "Latents whose mean code varies over the samples: variance at least "
                              "0.01."});
    if (!table.logvars.empty()) {
        const std::vector<float> kl = kl_of_dimensions(table);
        double sum = 0;
        Chart chart{"KL of each latent", "latent", "nats", false, {{"KL to the prior", {}, {}}}};
        for (std::size_t j = 0; j < kl.size(); ++j) {
            sum += kl[j];
            chart.curves[0].x.push_back(float(j + 1));
            chart.curves[0].y.push_back(kl[j]);
        }
        result.figures.push_back({"kl", "KL to the prior", sum, "nats",
                                  "What the code says of a sample, at most: summed over latents, "
                                  "mean over samples."});
        result.charts.push_back(std::move(chart));
    }
    const Figure& tc = result.figures[0];
    result.verdict =
        sentence("%lld of %lld latents are active", static_cast<long long>(active),
                 static_cast<long long>(table.width)) +
        (std::isfinite(tc.value)
             ? sentence(tc.value < 0.1 ? "; they are nearly uncorrelated (total correlation %.2f "
                                         "nats)."
                                       : "; together they say %.2f nats twice (total correlation).",
                        tc.value)
             : ".");
    return result;
}

}  // namespace

MetricEntry describe_unsupervised() {
    PartInfo info{
        "unsupervised",
        "Independence and use of the latents",
        "TC = 1/2 (sum_j ln Sigma_jj - ln |Sigma|)",
        "Are the latents independent, and how many are in use? Needs no factors.",
        "Locatello et al. 2019, ICML; Burda, Grosse & Salakhutdinov 2016 for active units",
        {}};
    info.family = "disentanglement";
    info.of_arrays = true;
    return {info, false, measure_unsupervised};
}

}  // namespace latent::metrics
