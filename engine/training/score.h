// Codes that come from elsewhere, scored: NPY files in, figures out.
//
//   codes     [N, k]    floats or integers; [N] is read as [N, 1]
//   factors   [N, K]    integers or truth values of any kind; [N] is read as [N, 1]. Whatever the
//                       values are, they are numbered 0, 1, 2, ... in their order; the factors are
//                       called "factor 1" to "factor K"
//   labels    [N]       the same for the classes; [N, 1] too
//   inputs    [N, ...]  numbers; read only for metrics that compare with them
//
// Thread: any. Errors: std::runtime_error (DataError for files) with a sentence.
#pragma once

#include <string>

#include "latent/engine.h"
#include "metrics/metric.h"

namespace latent::training {

metrics::CodeTable read_table(const Engine::ArrayFiles& files, bool with_inputs);

// What Engine::score promises.
AnalysisResult score_files(const Engine::ArrayFiles& files, const std::string& metric,
                           const Engine::Report& report);

}  // namespace latent::training
