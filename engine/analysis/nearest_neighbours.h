// Classification by the k nearest training codes (Euclidean), exact.
#pragma once

#include "analysis/samples.h"

namespace latent::analysis {

// Share of held-out codes whose label is the majority among their k nearest training codes. A tie
// goes to the class whose neighbours are nearer in total. Distances by blocks of |a|^2 + |b|^2 - 2
// a.b: memory O(block * train). Throws std::invalid_argument when there are no labels, fewer than k
// training codes, or the widths differ. Reports at every block of queries.
double knn_accuracy(const CodeSet& train, const CodeSet& held_out, int k,
                    const Report& report = {});

}  // namespace latent::analysis
