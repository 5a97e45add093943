// The line to beat: what the best linear code of each width leaves of held-out samples.
//
//   e(k) = mean over held-out x of ||(I - U_k U_k^T)(x - m)||^2        summed over a sample's values
//
// with m and U_k of the training samples (leading_pca.h): what a net of width k must come below to
// be worth its layers. It depends on the data alone, and is computed once for all nets of the same.
//
// Pearson 1901; Baldi & Hornik 1989 for why no linear autoencoder does better.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "analysis/leading_pca.h"
#include "analysis/remembered.h"
#include "analysis/samples.h"

namespace latent::analysis {
namespace {

constexpr std::int64_t kWidestLine = 128, kProjectedAtOnce = 512;

struct PcaLine {
    std::vector<double> errors;  // [k], k = 1, 2, ...
    std::int64_t samples = 0;    // held-out ones
    std::int64_t fitted_on = 0;
    double variance = 0;  // of the held-out samples about the training mean
};

PcaLine line_of(const data::Dataset& dataset, const Report& report) {
    PcaLine line;
    line.samples = dataset.count(data::Split::held_out);
    if (line.samples < 1) throw NotDefined("There are no held-out samples to measure PCA on.");
    const auto pca = leading_pca(dataset, part_of(report, 0, 0.8));
    line.fitted_on = pca->count;
    const std::int64_t count = std::min(kWidestLine, pca->directions.size(1));
    const torch::Tensor basis = pca->directions.narrow(1, 0, count);
    torch::Tensor along = torch::zeros({count}, torch::kFloat64);
    std::vector<std::int64_t> indices;
    for (std::int64_t from = 0; from < line.samples; from += kProjectedAtOnce) {
        report(0.8 + 0.2 * double(from) / double(line.samples),
               "Measuring PCA on held-out samples.");
        indices.clear();
        for (std::int64_t i = from; i < std::min(line.samples, from + kProjectedAtOnce); ++i)
            indices.push_back(i);
        const torch::Tensor centred = load(dataset, data::Split::held_out, indices)
                                          .reshape({std::int64_t(indices.size()), -1})
                                          .to(torch::kFloat64) -
                                      pca->mean;
        line.variance += centred.square().sum().item<double>();
        along += torch::mm(centred, basis).square().sum(0);
    }
    const auto n = double(line.samples);
    line.variance /= n;
    double left = line.variance;
    for (std::int64_t k = 0; k < count; ++k) {
        left = std::max(0.0, left - along[k].item<double>() / n);
        line.errors.push_back(left);
    }
    return line;
}

AnalysisResult measure_pca_line(const Subject& subject, const Report& report) {
    static Remembered<PcaLine> memory;
    report(0, "Finding the principal directions.");
    const auto line = memory.of(subject.dataset, report, line_of);

    AnalysisResult result;
    result.samples = line->samples;
    Chart chart{"Held-out error of PCA", "code width", "squared error", false, {{"PCA", {}, {}}}};
    for (std::size_t k = 1; k <= line->errors.size(); ++k) {
        chart.curves[0].x.push_back(float(k));
        chart.curves[0].y.push_back(float(line->errors[k - 1]));
        if ((k & (k - 1)) != 0) continue;
        result.figures.push_back(
            {"pca_" + std::to_string(k), "PCA's squared error, width " + std::to_string(k),
             line->errors[k - 1], "",
             "What the best linear code of this width leaves: fitted on the training samples, "
             "summed over a sample's values, mean over the held-out ones."});
    }
    result.charts.push_back(std::move(chart));
    const std::int64_t width = subject.net.code_width();
    char text[256];
    if (width <= std::int64_t(line->errors.size()))
        std::snprintf(text, sizeof text,
                      "The best linear code of this run's width, %lld, leaves a squared error of "
                      "%.4g of the held-out samples' %.4g: that is to be beaten.",
                      static_cast<long long>(width), line->errors[std::size_t(width - 1)],
                      line->variance);
    else
        std::snprintf(text, sizeof text,
                      "The best linear code of width %lld leaves a squared error of %.4g of the "
                      "held-out samples' %.4g; this run's code is wider than the line goes.",
                      static_cast<long long>(line->errors.size()), line->errors.back(),
                      line->variance);
    result.verdict = text;
    return result;
}

}  // namespace

AnalysisEntry describe_pca_baseline() {
    PartInfo info{"pca_baseline",
                  "PCA, the line to beat",
                  "e(k) = mean ||(I - U_k U_k^T)(x - m)||^2",
                  "What the best linear code of each width leaves of held-out samples.",
                  "Pearson 1901, Philosophical Magazine 2",
                  {}};
    info.family = "net";
    return {info, measure_pca_line};
}

}  // namespace latent::analysis
