// What an analysis found, for reading in a terminal: the verdict, the figures, and each curve by
// its ends.
#pragma once

#include <iosfwd>

#include "latent/analysis.h"
#include "latent/catalog.h"

namespace latent::headless {

void print(std::ostream& out, const PartInfo& analysis, const AnalysisResult& result);

}  // namespace latent::headless
