#include "analysis/of_metrics.h"

#include "analysis/code_sample.h"

namespace latent::analysis {
namespace {

AnalysisResult measure_codes(const metrics::MetricEntry& metric, const Subject& subject,
                             const Report& report) {
    // Before anything is encoded.
    if (metric.info.needs_factors && subject.dataset.info().factors.empty())
        throw NotDefined(metric.info.label +
                         " compares the code with known factors, and these data have none.");
    if (metric.info.needs_labels && subject.dataset.info().class_names.empty())
        throw NotDefined(metric.info.label +
                         " compares the code with classes, and these data have none.");
    const auto sample = code_sample(subject, part_of(report, 0, 0.4));
    const Report measuring = part_of(report, 0.4, 1);
    measuring(0, "Measuring.");
    return metric.needs_inputs
               ? metrics::measure(metric.info.id, with_inputs(subject, *sample), measuring)
               : metrics::measure(metric.info.id, sample->table, measuring);
}

}  // namespace

std::vector<AnalysisEntry> analyses_of_metrics() {
    std::vector<AnalysisEntry> entries;
    for (const metrics::MetricEntry& metric : metrics::metrics())
        entries.push_back({metric.info, [&metric](const Subject& subject, const Report& report) {
                               return measure_codes(metric, subject, report);
                           }});
    return entries;
}

}  // namespace latent::analysis
