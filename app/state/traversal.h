// What a row of a traversal walks through, and what it moves according to the known factors.
// Thread: UI.
#pragma once

#include <string>
#include <vector>

#include "latent/analysis.h"
#include "latent/explorer.h"
#include "state/directions.h"
#include "state/explore_choices.h"
#include "state/selection.h"

namespace latent::app {

// Ends of the coordinate along a direction:
//   sigma       mean - 2 sigma .. mean + 2 sigma of the data (3 to either side where it is dead)
//   quantiles   0.5 % .. 99.5 % of the data
//   fixed       -3 .. 3
struct Span {
    float from = -3, to = 3;
};
Span span_of(const Direction& direction, TraversalRange range);

// "-2 sd", "mean", "+2 sd"; what stands over the first, middle and last column.
struct SpanNames {
    const char *first, *middle, *last;
};
SpanNames names_of(TraversalRange range);

// The code that all rows start from [k]; empty where it is not known.
std::vector<float> origin_of(const TraversalChoice& choice, const Snapshot& snapshot,
                             const Selection& selection, int sample);

// The question whose row r takes `rows[r]` through its span and leaves the rest of `origin` alone.
Traverse traverse(const Directions& directions, const std::vector<int>& rows,
                  const std::vector<float>& origin, TraversalRange range, int columns);

// "moves x (0.71)": the factor that this dimension of the code says most about, where the analysis
// "factor_matrix" found one that stands out (at least 0.1, and half as much again as the next);
// otherwise "".
Words moved_factor(const AnalysisResult* factors, int dimension);

}  // namespace latent::app
