// How fast runs train: real runs in a lab of their own, with their looks, kept nowhere and never
// summarised. Times are the runs' own clocks (training and observing); of a single run its start, loading and
// first look are not counted.
//
// Thread: the one that calls; it sleeps at the doorbell while the engine's threads train. Throws
// BenchStopped after Ctrl-C, std::runtime_error when a run fails, what Lab::create throws.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "headless/doorbell.h"
#include "latent/engine.h"

namespace latent::headless {

struct BenchStopped {
    int signal = 0;
};

struct BenchTime {
    double seconds = 5;  // measured of a run
    double warm_up = 1;  // before that, at least; and until the first look is done
};

// Called while it measures, with the share in [0, 1] that is done.
using BenchReport = std::function<void(double done)>;

struct TrainingPace {
    double samples_per_second = 0;  // over the whole time, so that each look has its weight
    double median = 0, spread = 0;  // of the windows; (largest - smallest) / median
    int windows =
        1;  // up to five; one where looks are dear, and the run tells of itself too rarely
    double step_ms = 0, seconds = 0, observing_share = 0;
    int threads = 1;  // that it trained with
};

TrainingPace pace_of(const Engine& engine, Doorbell& doorbell, const RunConfig& config,
                     const BenchTime& time, const BenchReport& report);

struct SweepPace {
    double aggregate = 0;  // samples a second of all runs, while every job had one
    double one_run = 0;    // of one run alone
    double seconds = 0;    // for which the aggregate was counted
    int jobs = 1;
};

// `configs` are trained in that order, `jobs` at a time, each for about time.seconds; `alone` likewise
// by itself, before and after. Counted are all samples from the first start until a job is done
// with nothing left to take its place: with an odd number of runs the tail on one core says how many
// there were, not how fast they are. Every run's building and first look are in, reading the data is
// not.
SweepPace sweep_pace_of(const Engine& engine, Doorbell& doorbell, std::vector<RunConfig> configs,
                        RunConfig alone, int jobs, const BenchTime& time,
                        const BenchReport& report);

}  // namespace latent::headless
