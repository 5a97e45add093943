// Figures of a table of codes: how well they tell the known factors apart, what classes, clusters
// and neighbours they keep. No net and no dataset here: the codes may come from another program.
//
//   codes    [N, k]   posterior means where the code is gaussian
//   factors  [N, K]   whole numbers 0 .. count - 1; or none
//   labels   [N]      class of each; or none
//   inputs   [N, D]   the samples that were encoded; or none
//
// Every metric is an analysis too (analysis/of_metrics.cpp): made of a net by encoding samples
// first, made of files by `latent-lab score`. The ids of its figures are the keys of both.
//
// A new metric: one file here and one line in metrics.inc.
//
// Thread: any. Errors: NotDefined with a sentence, where nothing at all can be said; a single figure
// that is undefined is NaN and says why in Figure::undefined.
#pragma once

#include <cstdint>
#include <vector>

#include "latent/analysis.h"
#include "latent/catalog.h"
#include "statistics/report.h"

namespace latent::metrics {

struct CodeTable {
    std::int64_t count = 0, width = 0;  // N, k
    std::vector<float> codes;           // [N, k] row-major
    std::vector<FactorInfo> factors;    // [K]
    std::vector<int> values;            // [N, K] row-major
    std::vector<int> labels;            // [N] or empty
    int classes = 0;
    std::int64_t input_width = 0;  // D
    std::vector<float> inputs;     // [N, D] or empty
    std::vector<float> logvars;    // [N, k] of the posterior, or empty

    const float* code(std::int64_t i) const { return codes.data() + i * width; }
    int value(std::int64_t i, std::size_t factor) const {
        return values[std::size_t(i) * factors.size() + factor];
    }
};

struct MetricEntry {
    PartInfo info;  // needs_factors and needs_labels are checked before `measure` is called
    bool needs_inputs = false;
    // Fills in verdict, figures, charts and matrices. Must be the same for equal tables.
    AnalysisResult (*measure)(const CodeTable& table, const Report& report) = nullptr;
    // The verdict is to begin with the first figure beside its ceiling and its chance; what
    // `measure` wrote follows.
    bool verdict_compares = false;
};
const std::vector<MetricEntry>& metrics();

// measure() of the entry with this id; for metrics of factors also of a perfect code (the factors
// themselves, standardised) and of pure noise of the same width on the same samples, which fill in
// Figure::ceiling and Figure::chance. Those two are remembered for as long as the factors are the
// same. Throws NotDefined, Cancelled.
AnalysisResult measure(const std::string& id, const CodeTable& table, const Report& report);

}  // namespace latent::metrics
