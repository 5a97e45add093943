// A question under way.
//
// Work is done in slices, so that a slider need not wait for a map of ten thousand decodes: whoever
// does it (ExplorerThread) serves others between two slices. All slices of one question see the
// same weights.
//
// Thread: the explorer's.
#pragma once

#include <torch/types.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "latent/explorer.h"
#include "models/autoencoder.h"
#include "models/pictures.h"

namespace latent::explore {

constexpr std::int64_t kMostAtOnce = 4096;  // codes or samples of a question

// What a slice works with.
struct Bench {
    models::Autoencoder* net;     // null for questions that need none
    const models::NetPlan* plan;  // the net's
    models::VersionCounter& versions;
    std::int64_t passes;  // of one sample through the net: about as many as a slice should make
};

class Work {
 public:
    virtual ~Work() = default;
    // Does one slice and returns how many passes through the net it made, 0 for work of another
    // kind, which says nothing of how long a pass takes. Throws
    // std::invalid_argument with a sentence when the question does not suit the net.
    virtual std::int64_t advance(const Bench& bench, Answer& answer) = 0;
    virtual bool done() const = 0;
};

// How much of `count` things, each of `cost` passes, the next slice takes: at least one.
inline std::int64_t slice_of(std::int64_t left, const Bench& bench, std::int64_t cost = 1) {
    return std::min(left,
                    std::max<std::int64_t>(1, bench.passes / std::max<std::int64_t>(1, cost)));
}

// [count, k] as a tensor. Throws when they do not fit the net.
torch::Tensor codes_tensor(const std::vector<float>& codes, std::int64_t width);

// Samples in the net's shape as a tensor [count, C, H, W]. Throws when they are not.
torch::Tensor samples_tensor(const Samples& samples, const models::NetPlan& plan);

// What flows round the codes of one question: the skips of one sample, as many times as wanted.
class Skips {
 public:
    Skips() = default;
    Skips(const Bench& bench, const Beside& beside);
    models::Bypass of(std::int64_t count) const;

 private:
    std::vector<torch::Tensor> skips_;  // of one sample
};

}  // namespace latent::explore
