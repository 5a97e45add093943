// A fair handful of samples: the fixed set that is shown and followed while a model learns.
//
// Samples are dealt in rounds, one random member of each class a round, until `count` are there. So
// the classes have equal shares (those too small give all they have, the others fill up), and every
// prefix of the answer is balanced too: its first 10 of Fashion-MNIST are ten kinds of clothes.
// Without labels every sample is as likely as any other. Never simply the first `count`: files are
// often sorted.
//
// The answer holds each index at most once and depends on (dataset, split, count, seed) alone; a
// smaller count gives a prefix of a larger one's answer.
//
// Thread: any. Cost: one pass over the labels, 15 ms for sprites' 663,000.
#pragma once

#include <cstdint>
#include <vector>

#include "data/dataset.h"

namespace latent::data {

// At most `count` indices of the split; all of them, dealt, when it has fewer.
std::vector<std::int64_t> stratified_sample(const Dataset& dataset, Split split, std::int64_t count,
                                            std::uint64_t seed);

}  // namespace latent::data
