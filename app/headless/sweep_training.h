// Trains the runs of a sweep, some at a time, each in a folder of its own.
//
// Thread: the caller's, which waits at the doorbell. What is wrong with one run is its outcome's
// problem and stops no other.
#pragma once

#include <string>
#include <vector>

#include "headless/doorbell.h"
#include "headless/sweep_report.h"
#include "latent/engine.h"

namespace latent::headless {

struct SweepPace {
    int jobs = 1;            // runs trained at once
    double save_every = 30;  // seconds of training between checkpoints
};

// Fills in the ending and the figures of every outcome: those whose summary.json is there already
// are only read. Returns the signal that stopped it, or 0.
int train_all(const Engine& engine, Doorbell& doorbell, const std::string& folder, SweepPace pace,
              std::vector<SweepOutcome>& outcomes);

}  // namespace latent::headless
