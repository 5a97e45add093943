#include "analysis/analysis.h"

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

}  // namespace latent::analysis
