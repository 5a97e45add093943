// Questions to a run's network, answered on the explorer thread from its own copy of the newest
// weights.
//
// A slider must answer while a training step takes 300 ms, so the explorer never waits for the
// trainer. For each (run, channel) the newest request wins: dragging a slider asks sixty times a
// second and gets the latest answer. A channel is any name the caller picks ("walk", "hover",
// "pin"), so that two panels do not displace each other.
//
// A question has at most 4,096 codes or samples. Large ones are computed in slices of some 20 ms,
// with the other channels' questions served between.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "latent/snapshot.h"

namespace latent {

// In all questions: a net with connections round its code needs a sample whose encoding flows
// there: `beside`, one, in the run's shape. Without it, zeros flow; nets without such connections
// ignore it.
using Beside = std::shared_ptr<const Samples>;

// Decode these codes: [count, k] row-major.
struct DecodeCodes {
    std::vector<float> codes;
    Beside beside = nullptr;
};

// Encode these samples (in the run's shape) and decode the result. With `singular_values`, also the
// singular values of the encoder's Jacobian dE/dx at each: how strongly the code answers to the
// directions of the input, and how many of them it answers to (Rifai et al. 2011). They are computed
// for codes of at most 64 dimensions.
struct EncodeSamples {
    Samples samples;
    bool singular_values = false;
};

// Walk from `origin` [k] along each of R directions [R, k]: code(r, i) = origin + t_i direction_r
// with t in `count` equal steps from from[r] to to[r]. Decodes R x count codes, row by row. With
// `read`, says of every row what it changes.
struct Traverse {
    std::vector<float> origin;
    std::vector<float> directions;
    std::vector<float> from, to;  // [R]
    int count = 9;
    bool read = false;
    Beside beside = nullptr;
};

// The straight line from one code to another, beyond both ends if asked:
//   linear      z(t) = a + t (b - a)
//   spherical   slerp of directions, lengths in proportion (White 2016); linear where a and b are
//               parallel or one of them is zero
// at `count` equal steps of t in [first, last]. With `cloud`, each frame is compared with the codes
// there are: Answer::neighbours and Answer::cycle_errors. Neighbours are sought among at most 20,000
// codes of the cloud, evenly spaced in its list.
struct Interpolate {
    std::vector<float> from, to;  // [k]
    bool spherical = false;
    float first = 0, last = 1;
    int count = 11;
    std::shared_ptr<const CodeCloud> cloud;
    Beside beside = nullptr;
};

// How much the decoder stretches the latent space at each code [count, k], seen in the plane of two
// directions [2, k]: the pullback metric G = J^T J of D restricted to that plane (Arvanitidis,
// Hansen & Hauberg 2018). Central differences.
struct Stretch {
    std::vector<float> codes;
    std::vector<float> plane;
    Beside beside = nullptr;
};

// The mean effect on the output of moving along each of R directions [R, k], a unit of the direction
// as it is given: mean over the codes [count, k] of ||dD/dz v_i|| (Euclidean over the sample's
// values). Without directions, along the k axes: ||dD/dz_j||. Central differences, 2 R decodes a
// code: where that would be more than 4,096, over fewer of the codes, evenly spaced in the list.
struct Effects {
    std::vector<float> codes;
    std::vector<float> directions = {};  // at most 4,096 of them
    Beside beside = nullptr;
};

// k-means clusters of the codes of a cloud (Lloyd 1982, seeded as in k-means++, Arthur &
// Vassilvitskii 2007): the best of 8 starts, of 3 where there are more than 20,000 codes; clusters
// numbered by falling size. Needs no net.
struct Cluster {
    std::shared_ptr<const CodeCloud> cloud;
    int clusters = 10;
    std::uint64_t seed = 0;
};

// Which dimension of one net's code is which of another's, told from the codes of the same samples:
// Pearson's correlation of every pair, and the one-to-one matching of dimensions with the largest sum
// of absolute values (Kuhn 1955; Li et al. 2016, "Convergent learning"). Needs no net.
struct MatchDimensions {
    std::shared_ptr<const CodeCloud> first, second;  // of probes with the same samples
};

using Question = std::variant<DecodeCodes, EncodeSamples, Traverse, Interpolate, Stretch, Effects,
                              Cluster, MatchDimensions>;

// What a row of a traversal does to the picture, measured on the pictures themselves
// (explore/appearance.h defines each measure) and put in words.
struct Reading {
    struct Change {
        std::string measure;  // "slant"
        float first = 0, last = 0;
        float amount = 0;  // in units in which 1 is a clear change (appearance.h)
    };
    std::vector<Change> changes;  // by falling |amount|; empty where nothing can be measured
    std::string sentence;         // "slant grows from -12 to 15 degrees, then width; ink stays"
    std::string brief;            // the same where there is little room: "slant, then width"
};

struct Answer {
    std::uint64_t ticket = 0;  // what ask() returned
    std::int64_t step = 0;     // the weights' step (the cloud's, where no net was needed)
    double age = 0;            // seconds between the weights' publication and this answer
    std::vector<float> codes;  // [count, k]: those decoded, or those the samples were encoded to
    Samples samples;           // [count]: decoded
    std::string problem;       // a sentence, when it could not be answered; then the rest is empty

    std::vector<Reading> readings;       // Traverse: [R]
    std::vector<float> cycle_errors;     // Interpolate: [count] |E(D(z)) - z|
    std::vector<int> neighbours;         // Interpolate: [count] codes of the cloud within `radius`
    float radius = 0;                    // median distance of a code to its 5th nearest of those
    std::vector<float> singular_values;  // EncodeSamples: [count, m] falling, m = min(k, C H W)
    std::vector<float> stretch;          // Stretch: [count, 3] G_11, G_12, G_22
    std::vector<float> effects;          // Effects: [R]
    std::vector<float> correlations;  // MatchDimensions: [k of first, k of second]; NaN: constant
    std::vector<int> partners;        // MatchDimensions: [k of first] in second; -1: none left
    std::vector<int> clusters;        // Cluster: [n] of each code; -1 where it is not finite
};

}  // namespace latent
