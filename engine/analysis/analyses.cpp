#include <torch/types.h>

#include <algorithm>
#include <chrono>

#include "analysis/analysis.h"
#include "analysis/of_metrics.h"
#include "catalog/entry.h"
#include "models/tensor_errors.h"

namespace latent::analysis {

#define ANALYSIS(id) AnalysisEntry describe_##id();
#include "analysis/analyses.inc"
#undef ANALYSIS

namespace {

std::vector<AnalysisEntry> all_entries() {
    std::vector<AnalysisEntry> entries{
#define ANALYSIS(id) describe_##id(),
#include "analysis/analyses.inc"
#undef ANALYSIS
    };
    const std::size_t listed = entries.size();
    for (AnalysisEntry& metric : analyses_of_metrics()) {
        const bool of_a_net_too = std::any_of(
            entries.begin(), entries.begin() + std::ptrdiff_t(listed),
            [&](const AnalysisEntry& entry) { return entry.info.id == metric.info.id; });
        if (!of_a_net_too) entries.push_back(std::move(metric));
    }
    return entries;
}

}  // namespace

const std::vector<AnalysisEntry>& analyses() {
    static const std::vector<AnalysisEntry> entries = all_entries();
    return entries;
}

std::vector<PartInfo> infos_of(const std::vector<AnalysisEntry>& entries) {
    std::vector<PartInfo> infos;
    for (const AnalysisEntry& entry : entries) infos.push_back(entry.info);
    return infos;
}

AnalysisResult run(const std::string& id, const Subject& subject, const Report& report) {
    const AnalysisEntry& entry = entry_of(analyses(), id);
    AnalysisResult result;
    const auto start = std::chrono::steady_clock::now();
    try {
        torch::NoGradGuard no_grad;
        result = entry.run(subject, report);
    } catch (const Cancelled&) {
        throw;
    } catch (const std::exception& error) {
        result = {};
        result.problem = models::sentence_of(error);
    }
    result.analysis = id;
    result.done = true;
    result.progress = 1;
    result.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

}  // namespace latent::analysis
