// t-SNE of a run's codes, going on while the run trains.
//
//   p_ij  from Gaussian neighbourhoods whose entropy is ln(perplexity), symmetrised
//   q_ij  proportional to 1 / (1 + |y_i - y_j|^2)
//   cost  KL(P || Q), in nats, never exaggerated when it is reported
//
// (van der Maaten & Hinton 2008; Barnes-Hut: van der Maaten 2014.) It starts from the codes'
// principal directions and, whenever the codes have moved, goes on from where the points are: the
// map changes shape, it does not jump. The points are those of CodeCloud, which are a stratified
// sample; beyond kMostPoints they are thinned evenly within each class.
//
// Thread: any (values; const once published).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace latent {

struct EmbeddingOptions {
    double perplexity = 30;  // 5 to 100; lowered to what the number of points allows
    std::uint64_t seed = 0;  // of what is random: the approximate neighbours
    bool paused = false;     // keep the points where they are
    std::uint64_t restarts = 0;  // another number than before: begin anew
    bool operator==(const EmbeddingOptions& o) const {
        return perplexity == o.perplexity && seed == o.seed && paused == o.paused &&
               restarts == o.restarts;
    }
};

struct Embedding {
    static constexpr int kMostPoints = 10000;

    std::vector<int> samples;      // [m] index into the probe
    std::vector<float> positions;  // [m, 2]
    int iteration = 0;             // since it began or the codes last moved
    bool settled = false;          // the codes have not moved and neither do the points
    double perplexity = 0;         // the one that was used
    double kl = 0;                 // nats
    // Of the positions against the codes at 12 neighbours (Venna & Kaski 2001), on at most 2,000
    // points; NaN until first measured.
    double trustworthiness = 0, continuity = 0;
    std::int64_t step = 0;  // of the codes
    std::uint64_t version = 0;
    std::string problem;  // a sentence, when it cannot be made; then the rest is empty
};

}  // namespace latent
