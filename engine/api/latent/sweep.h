// Sweeps: one config, some of its entries varied. A fork is one entry changed, a sweep is one varied.
//
//   code.width = 1, 2, 4, 8    x    seed = 0, 1, 2     ->   12 runs
//
// All runs of a sweep see the same batches in the same order (`batch_seed` is settled, so that a
// sweep over seeds varies the weights and the noise alone), the same held-out samples and the same
// probe. Thread: any (values).
#pragma once

#include <string>
#include <vector>

#include "latent/catalog.h"
#include "latent/run_config.h"

namespace latent {

struct SweepAxis {
    std::string path;                // "code.width", "seed", "system", "terms.kl_prior.weight", ...
    std::vector<ParamValue> values;  // in the order of the runs, without repetition
};

struct SweepRun {
    RunConfig config;
    std::string name;    // what sets it apart, for people: "code width 8, seed 1"
    std::string folder;  // the same as the name of a folder: "code.width=8,seed=1"
};

// Every combination; the last axis varies fastest. The axis "system" takes another system's parts on
// the same data and keeps what the user settled (seed, length, batch size, width of the code). Throws
// InvalidConfig (engine.h) with every problem, each naming the combination; std::invalid_argument for
// an axis without values, of a path that no run has, or more than 1,000 runs.
std::vector<SweepRun> expand(const Catalog& catalog, const RunConfig& base,
                             const std::vector<SweepAxis>& axes);

// "code.width=1,2,4" or "code.width=1..64" (doubling) as an axis of `base`. Throws
// std::invalid_argument with a sentence.
SweepAxis axis_from_text(const Catalog& catalog, const RunConfig& base, const std::string& text);

// The paths in which the configs differ, in the order of the window: what a comparison is about.
std::vector<std::string> what_differs(const Catalog& catalog,
                                      const std::vector<const RunConfig*>& configs);

// Names for these runs after what sets each apart from the others: "width 8, seed 1".
std::vector<std::string> names_of(const Catalog& catalog,
                                  const std::vector<const RunConfig*>& configs);

}  // namespace latent
