// DIR/sweep.json: what a sweep was asked for, so that the same command goes on with it and another
// one is kept out.
//
//   {"format": 1, "base": {config}, "over": [{"path": "code.width", "values": ["1", "2", "4"]}],
//    "measured": {"code.width=1": {"fvu_held_out": 0.61, ...}}}
//
// Thread: one. Errors: Refusal where another sweep is in the folder, std::runtime_error with a
// sentence where it cannot be read or written.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "latent/catalog.h"
#include "latent/sweep.h"

namespace latent::headless {

struct SweepPlan {
    RunConfig base;  // `threads` settled: a run resumes bit for bit only on as many
    std::vector<SweepAxis> axes;
    // What was measured of finished runs, by folder and figure, so that it is measured once.
    std::map<std::string, std::map<std::string, double>> measured;
};

// `asked`, together with what the folder holds of the same sweep. Refuses a folder that holds
// something else: another base, other axes, or values that `asked` leaves out.
SweepPlan plan_in(const Catalog& catalog, const std::string& folder, SweepPlan asked);

// Written beside and renamed: never half of it.
void write_plan(const std::string& folder, const SweepPlan& plan);

}  // namespace latent::headless
