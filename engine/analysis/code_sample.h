// The codes of a net as a table (metrics/metric.h): what metrics and the collapse monitor measure.
//
// Which samples
//   at most 10,000 where the encoder takes at most 2 million multiplications a sample (layers'
//   weights times the places they act on; recurrent layers count one step), fewer for dearer ones:
//   20 billion multiplications in all, but 2,000 samples at least; and never more than 16 million
//   numbers in all codes
//   held-out samples first, in equal parts from each class, never simply the first ones
//   then training samples, where factors are known or the held-out ones are fewer than 1,000: a
//   factor with forty values needs many samples of each
//
// The same net and data give the same table. Codes are posterior means.
//
// Thread: as Subject.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "analysis/analysis.h"
#include "metrics/metric.h"

namespace latent::analysis {

struct CodeSample {
    metrics::CodeTable table;            // without inputs
    std::vector<std::int64_t> held_out;  // rows 0 .. of the table, by their index in the split
    std::vector<std::int64_t> train;     // the rows after them
};

// Codes that were encoded already; one for each net and step. Whoever runs several analyses of one
// net hands the same cache to all of them.
struct CodeCache {
    std::shared_ptr<const CodeSample> sample;
};

// How many samples the rule above allows.
std::int64_t most_samples(const ModelInfo& model, std::int64_t code_width);

// Encodes, unless the subject's cache has them.
std::shared_ptr<const CodeSample> code_sample(const Subject& subject, const Report& report);

// The first rows of the sample, 2,000 at most, with the samples that were encoded: a metric that
// reads inputs compares all with all.
metrics::CodeTable with_inputs(const Subject& subject, const CodeSample& sample);

}  // namespace latent::analysis
