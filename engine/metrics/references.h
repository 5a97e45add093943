// What a perfect code and one of pure noise score on the same samples: the ends of each score's
// real scale, which are seldom 1 and 0.
//
//   perfect   the factors themselves, each standardised: K' dimensions, one for each factor
//             that has two values or more
//   noise     independent N(0, 1) numbers, as wide as the code that is measured, always the same
//
// Both are scored by the same procedure, so they share its biases: merged bins, few samples,
// overfitted classifiers. They depend on the factors alone (noise on the width, too), so what was
// found is kept and found again while the factors are the same: the last 64 are.
//
// Thread: any.
#pragma once

#include "metrics/metric.h"

namespace latent::metrics {

// Fills in ceiling and chance of the figures that the entry gives for those codes, too.
void add_references(AnalysisResult& result, const MetricEntry& entry, const CodeTable& table,
                    const Report& report);

// The tables that are scored.
CodeTable perfect_code(const CodeTable& table);
CodeTable noise_code(const CodeTable& table);

}  // namespace latent::metrics
