// What an analysis found out about a net: figures, curves, rows of pictures and a sentence.
//
// Analyses are registered parts (Catalog::analyses). One runs on the analysis worker from a copy of
// the newest weights while the net trains on; its result is stamped with the step it belongs to.
// The command line runs the same ones on a run folder (Engine::evaluate).
//
// Thread: any (values; const once published).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "latent/snapshot.h"

namespace latent {

struct Figure {
    std::string id;     // "fvu_held_out"
    std::string label;  // "unexplained, held-out"
    double value = 0;
    std::string unit;  // "", "degrees", "nats"
    std::string help;  // one plain sentence
};

struct Curve {
    std::string label;
    std::vector<float> x, y;
};
struct Chart {
    std::string title, x_label, y_label;
    bool log_y = false;
    std::vector<Curve> curves;
};

// A row of samples with a word before it: "foreign images", "what the net makes of them".
struct Gallery {
    std::string label;
    Samples samples;
};

struct AnalysisResult {
    std::string analysis;   // its id
    std::int64_t step = 0;  // the weights' step
    bool done = false;      // false: still computing, and only `progress` and `doing` count
    double progress = 0;    // in [0, 1]
    std::string doing;      // "Encoding 60,000 samples."
    std::string problem;  // a sentence, when it cannot be said of this net; then the rest is empty

    std::string verdict;  // one plain sentence that the figures support
    std::vector<Figure> figures;
    std::vector<Chart> charts;
    std::vector<Gallery> galleries;
    std::uint64_t version = 0;  // differs between any two results of one engine

    const Figure* figure(const std::string& id) const;
};

}  // namespace latent
