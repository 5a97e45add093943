// What an analysis found, for reading in a terminal: the verdict, the figures beside
// what noise and a perfect code get, each matrix as a table, and each curve by its ends.
#pragma once

#include <iosfwd>
#include <vector>

#include "latent/analysis.h"
#include "latent/catalog.h"

namespace latent::headless {

void print(std::ostream& out, const PartInfo& analysis, const AnalysisResult& result);

// A line for each figure; where any is known, with what a perfect code and one of pure noise score.
// Below, why those that are undefined are.
void print_figures(std::ostream& out, const std::vector<Figure>& figures, int indent);

}  // namespace latent::headless
