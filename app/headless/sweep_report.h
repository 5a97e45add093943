// The end of a sweep in words and as JSON: a line a run, the spread over seeds, and where the
// bottleneck is right.
//
//   {"over": [{"path": "code.width", "values": ["1", "2"]}], "jobs": 2, "training_seconds": 61.2,
//    "runs": [{"name", "folder", "state", "settings": {PATH: TEXT}, "figures": {ID: NUMBER}}],
//    "by_width": [{"name", "figures": {ID: [{"width", "low", "median", "high", "runs"}]}}],
//    "sweet_spots": [{"name", "low", "high", "sentence", "widths": [{"width", "verdict"}]}]}
//
// Thread: any.
#pragma once

#include <iosfwd>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "latent/comparison.h"
#include "latent/sweep.h"

namespace latent::headless {

enum class Ending { not_yet, finished, failed };

struct SweepOutcome {
    SweepRun run;
    Ending ending = Ending::not_yet;
    std::string problem;  // why it failed, in a sentence
    // Of a finished run: "squared_error", "knn5_accuracy", "parameters", "seconds", and of what was
    // measured besides "fvu_held_out", "fvu_foreign", "pca_squared_error", ...
    std::map<std::string, double> figures;

    double figure(const std::string& id) const {
        const auto found = figures.find(id);
        return found == figures.end() ? std::numeric_limits<double>::quiet_NaN() : found->second;
    }
};

struct SweepEnd {
    std::vector<SweepAxis> axes;
    std::vector<SweepOutcome> outcomes;
    double training_seconds = 0;  // of this call, from the first start to the last end
    int jobs = 1;
};

// A sweet spot for each set of runs that differ in width and seed alone; its name is what they have
// in common of the sweep, "" where that is nothing. None where no width was varied.
struct NamedSweetSpot {
    std::string name;
    SweetSpot spot;
};
std::vector<NamedSweetSpot> sweet_spots(const Catalog& catalog, const SweepEnd& end);

void print(std::ostream& out, const Catalog& catalog, const SweepEnd& end);
std::string to_json(const Catalog& catalog, const SweepEnd& end);

}  // namespace latent::headless
