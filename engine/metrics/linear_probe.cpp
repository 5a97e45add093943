// How much of the class does a single linear layer read off the code?
//
// Multinomial logistic regression with L2 penalty, C = 1 (statistics/logistic_regression.h), on a
// random half of the codes, each dimension brought to mean 0 and deviation 1 there; accuracy on the
// other half. What follows the code in practice is often no more than this.
#include <algorithm>
#include <cmath>
#include <map>

#include "metrics/pieces.h"
#include "statistics/logistic_regression.h"

namespace latent::metrics {
namespace {

constexpr std::int64_t kMostProbed = 10000, kFewestProbed = 10;
constexpr std::uint64_t kProbeSeed = 13;
constexpr double kProbeC = 1;

// Both halves by the mean and deviation of the first.
void standardise_by_first(CodeTable& first, CodeTable& second) {
    const auto width = std::size_t(first.width);
    for (std::size_t j = 0; j < width; ++j) {
        double sum = 0, squares = 0;
        for (std::size_t i = j; i < first.codes.size(); i += width) sum += first.codes[i];
        const double mean = sum / double(first.count);
        for (std::size_t i = j; i < first.codes.size(); i += width)
            squares += (first.codes[i] - mean) * (first.codes[i] - mean);
        const double deviation = std::sqrt(squares / double(first.count));
        for (CodeTable* half : {&first, &second})
            for (std::size_t i = j; i < half->codes.size(); i += width)
                half->codes[i] =
                    deviation > 1e-12 ? float((half->codes[i] - mean) / deviation) : 0.0f;
    }
}

AnalysisResult measure_linear_probe(const CodeTable& whole, const Report& report) {
    if (classes_present(whole.labels) < 2)
        throw NotDefined("A probe tells classes apart, and here is only one.");
    if (classes_present(whole.labels) * 2 > whole.count)
        throw NotDefined("Most classes have one sample only: nothing can be learnt of them.");
    if (whole.count < kFewestProbed)
        throw NotDefined(
            "A probe learns from one half and is tried on the other: it needs at least "
            "10 codes.");
    std::vector<std::int64_t> rows = shuffled_rows(whole.count, kProbeSeed);
    rows.resize(std::size_t(std::min(whole.count, kMostProbed)));
    const auto middle = rows.begin() + std::int64_t(rows.size() / 2);
    CodeTable first = rows_of(whole, {rows.begin(), middle}),
              second = rows_of(whole, {middle, rows.end()});
    standardise_by_first(first, second);
    const int classes = *std::max_element(whole.labels.begin(), whole.labels.end()) + 1;
    const statistics::LogisticRegression probe(first.codes, first.width, first.labels, classes,
                                               kProbeC, report);
    const double seen = statistics::accuracy(probe.predict(first.codes), first.labels),
                 unseen = statistics::accuracy(probe.predict(second.codes), second.labels);
    std::map<int, std::int64_t> sizes;
    for (int label : second.labels) ++sizes[label];
    std::int64_t largest = 0;
    for (const auto& size : sizes) largest = std::max(largest, size.second);

    AnalysisResult result;
    result.samples = first.count + second.count;
    result.figures = {
        {"linear_probe_accuracy", "right by a linear probe", unseen, "",
         "Logistic regression (L2, C = 1) on standardised codes: trained on a random half of them, "
         "measured on the other half."},
        {"linear_probe_training", "the same on its own half", seen, "",
         "On the codes that the probe was trained on; much more than the figure above means that "
         "it learnt them by heart."}};
    for (Figure& figure : result.figures) figure.chance = double(largest) / double(second.count);
    result.verdict = sentence(
        "A linear layer on the code names the class of %.0f in 100 codes that "
        "it was not trained on; the commonest class alone is %.0f.",
        100 * unseen, 100 * result.figures[0].chance);
    return result;
}

}  // namespace

MetricEntry describe_linear_probe() {
    PartInfo info{"linear_probe",
                  "Linear probe",
                  "accuracy of softmax(W z + b)",
                  "How much of the class does one linear layer read off the code?",
                  "Alain & Bengio 2016, arXiv 1610.01644",
                  {}};
    info.family = "representation";
    info.needs_labels = true;
    info.of_arrays = true;
    return {info, false, measure_linear_probe};
}

}  // namespace latent::metrics
