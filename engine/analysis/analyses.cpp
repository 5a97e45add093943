#include <torch/torch.h>

#include "analysis/analysis.h"
#include "catalog/entry.h"
#include "models/tensor_errors.h"

namespace latent::analysis {

#define ANALYSIS(id) AnalysisEntry describe_##id();
#include "analysis/analyses.inc"
#undef ANALYSIS

const std::vector<AnalysisEntry>& analyses() {
    static const std::vector<AnalysisEntry> entries{
#define ANALYSIS(id) describe_##id(),
#include "analysis/analyses.inc"
#undef ANALYSIS
    };
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
    return result;
}

}  // namespace latent::analysis
