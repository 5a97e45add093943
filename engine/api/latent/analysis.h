// What an analysis found out about a net: figures, curves, rows of pictures and a sentence.
//
// Analyses are registered parts (Catalog::analyses). One runs on the analysis worker from a copy of
// the newest weights while the net trains on; its result is stamped with the step it belongs to.
// The command line runs the same ones on a run folder (Engine::evaluate).
//
// Thread: any (values; const once published).
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "latent/run_config.h"
#include "latent/snapshot.h"

namespace latent {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

struct Figure {
    std::string id;     // "fvu_held_out"
    std::string label;  // "unexplained, held-out"
    double value = 0;   // NaN when it is undefined here, and `undefined` says why
    std::string unit;   // "", "degrees", "nats"
    std::string help;   // one plain sentence
    // What a perfect code and what one of pure noise score on these samples by the same procedure:
    // few scores reach 1 or begin at 0. NaN where the question makes no sense.
    double ceiling = kUnknown, chance = kUnknown;
    std::string undefined = {};  // a sentence: "every code is the same"
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

// Numbers in rows and columns, drawn as heat: latent x factor.
struct Matrix {
    std::string title;
    std::vector<std::string> rows, columns;  // their names
    std::vector<float> values;               // [rows, columns]; NaN: undefined
    float low = 0, high = 1;                 // ends of the colour scale
    std::string help;                        // one plain sentence
    float value(std::size_t row, std::size_t column) const {
        return values[row * columns.size() + column];
    }
};

// What could be changed about a fault that was found: a button. `path` is a parameter as in
// RunConfig; a front end sets it live where that parameter is live and starts a fork otherwise.
struct Remedy {
    std::string label;   // "warm-up over 2,000 steps"
    std::string reason;  // one plain sentence
    std::string path;    // "terms.kl_prior.warm_up"
    ParamValue value;
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
    std::vector<Matrix> matrices;
    std::vector<Gallery> galleries;
    std::vector<Remedy> remedies;
    std::int64_t samples = 0;  // codes it was measured on; 0 where that is not one number
    double seconds = 0;        // it took, encoding included
    // Each figure against the steps at which this analysis was made of this run, one Series a
    // figure (id and label are the figure's). Empty on the command line.
    std::vector<Series> trend;
    std::uint64_t version = 0;  // differs between any two results of one engine

    const Figure* figure(const std::string& id) const;
    const Matrix* matrix(const std::string& title) const;
};

}  // namespace latent
