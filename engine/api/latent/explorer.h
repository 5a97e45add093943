// Questions to a run's network, answered on the explorer thread from its own copy of the newest
// weights.
//
// A slider must answer while a training step takes 300 ms, so the explorer never waits for the
// trainer. For each (run, channel) the newest request wins: dragging a slider asks sixty times a
// second and gets the latest answer. A channel is any name the caller picks ("walk", "hover",
// "pin"), so that two panels do not displace each other.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "latent/snapshot.h"

namespace latent {

// Decode these codes: [count, k] row-major.
struct DecodeCodes {
    std::vector<float> codes;
    // A net with connections round its code needs a sample whose encoding flows there: one, in the
    // run's shape. Without it, zeros flow; nets without such connections ignore it.
    std::shared_ptr<const Samples> beside;
};
// Encode these samples (in the run's shape) and decode the result.
struct EncodeSamples {
    Samples samples;
};
// Walk dimension `dimension` of `origin` [k] from `from` to `to` in `count` equal steps and decode
// each.
struct WalkDimension {
    std::vector<float> origin;
    int dimension = 0;
    float from = -3, to = 3;
    int count = 9;
    std::shared_ptr<const Samples> beside;  // as in DecodeCodes
};
using Question = std::variant<DecodeCodes, EncodeSamples, WalkDimension>;

struct Answer {
    std::uint64_t ticket = 0;  // what ask() returned
    std::int64_t step = 0;     // the weights' step
    double age = 0;            // seconds between the weights' publication and this answer
    std::vector<float> codes;  // [count, k]: those decoded, or those the samples were encoded to
    Samples samples;           // [count]: decoded
    std::string problem;       // a sentence, when it could not be answered; then the rest is empty
};

}  // namespace latent
