// Every metric of a table of codes, as an analysis of a net: its samples are encoded first
// (code_sample.h says which), then metrics::measure() has the word.
#pragma once

#include <vector>

#include "analysis/analysis.h"

namespace latent::analysis {

// An entry for each metric, in their order.
std::vector<AnalysisEntry> analyses_of_metrics();

}  // namespace latent::analysis
