// What one run looks like at one step.
//
// A snapshot is const once it is published: share it, never copy it. Parts that did not change
// since the last one are the same object (compare `version`), so that the window uploads only what
// is new.
//
// Thread: any. Written by the run's trainer thread, read by all.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "latent/about.h"
#include "latent/catalog.h"
#include "latent/run_config.h"

namespace latent {

enum class RunState {
    idle,      // made, not started (while data loads, `message` says so)
    running,   // training
    paused,    // stopped by the user; everything can still be explored and trained on
    finished,  // reached its last epoch or step; can be trained on
    failed,    // cannot go on; `message` says why in a sentence
    diverged   // the loss was no longer a finite number; the last good weights are kept
};
const char* name_of(RunState state);

// A batch of samples of one shape [C, H, W] (see DatasetInfo for what the three mean).
//
// Images are bytes, 0 for black and 255 for 1.0: `pixels`. Points and sequences are the numbers
// themselves: `values`. Exactly one of the two is filled, [count, C, H, W] row-major.
struct Samples {
    DataKind kind = DataKind::images;
    int count = 0;
    ImageShape shape;
    std::vector<std::uint8_t> pixels;
    std::vector<float> values;
    std::uint64_t version = 0;  // differs between any two batches of samples of one engine

    const std::uint8_t* image(int i) const {
        return pixels.data() + std::size_t(i) * std::size_t(shape.size());
    }
    const float* numbers(int i) const {
        return values.data() + std::size_t(i) * std::size_t(shape.size());
    }
};

// The fixed sample of training and held-out data that is looked at throughout a run.
struct Probe {
    Samples images;                      // the samples, of whatever kind
    std::vector<std::int64_t> indices;   // [n] position in its split
    std::vector<std::uint8_t> held_out;  // [n] 1: from the held-out split, never trained on
    std::vector<int> labels;             // [n] class, or empty
    std::vector<int> factors;            // [n, K] factor values, or empty
};

// The codes of the probe, the same samples at every step, so that a point can be followed.
struct CodeCloud {
    int count = 0, width = 0;  // n, k
    std::vector<float> codes;  // [n, k] row-major; posterior means where the code is gaussian
    // [n] squared error of the reconstruction, summed over pixels (NaN where nothing was decoded);
    // or empty
    std::vector<float> errors;
    std::vector<float> deviations;       // [n, k] of the posterior; gaussian codes only, else empty
    std::shared_ptr<const Probe> probe;  // never changes in a run
    std::int64_t step = 0;
    std::uint64_t version = 0;

    const float* code(int i) const { return codes.data() + std::size_t(i) * std::size_t(width); }
};

// Held-out images and what the net makes of them.
struct Reconstructions {
    std::vector<int> samples;           // [m] index into the probe
    Samples outputs;                    // [m] decoded from the mean code, uncorrupted input
    std::vector<float> squared_errors;  // [m] summed over pixels
    std::int64_t step = 0;
    std::uint64_t version = 0;
};

// One latent dimension over the probe.
struct LatentDimension {
    float mean = 0, deviation = 0;  // of the codes (posterior means)
    float low = 0, high = 0;        // 0.5 % and 99.5 % quantiles
    float kl = 0;                   // nats, mean over the probe; gaussian codes only
    bool active = true;             // Var_x(mean code) >= 0.01 (Burda et al. 2016)
    std::vector<float>
        histogram;  // counts in equal bins over [low, high], scaled to a maximum of 1
};
// One principal direction of the codes over the probe: an eigenvector of their covariance.
//
// Directions of one look point the same way as those of the look before (the sign of each is that
// with the positive product), so that a map drawn along them does not flip while it trains.
struct PrincipalDirection {
    std::vector<float> direction;  // [k], unit length
    float share = 0;               // of the codes' total variance
    float deviation = 0;           // of the codes along it, about their mean
    float low = 0, high = 0;       // 0.5 % and 99.5 % quantiles of (z - mean) . direction
    std::vector<float> histogram;  // as in LatentDimension, over [low, high]
};
struct LatentStats {
    bool gaussian = false;
    std::vector<LatentDimension> dimensions;  // [k]
    // By falling variance: min(k, 32) of them for 2 <= k <= 512, else none.
    std::vector<PrincipalDirection> principal;
    std::int64_t step = 0;
    std::uint64_t version = 0;
};

// One curve. Held-out values come more rarely than training values, hence steps of their own.
struct Series {
    std::string id;  // "total", "bce", "kl_prior", ...; "ID.opponent": a second player's own loss
    std::string label;
    bool held_out = false;
    std::vector<std::int64_t> steps;
    std::vector<float> values;  // unweighted; "total" is the weighted sum
};
struct Change {
    std::int64_t step = 0;
    std::string text;  // "learning rate 0.001 -> 0.0003"
};
struct TermHistory {
    std::vector<Series> series;
    std::vector<Change> changes;  // what the user changed while it trained
    std::uint64_t version = 0;
    bool empty() const { return series.empty(); }
};

struct Progress {
    std::int64_t step = 0;  // optimiser steps taken
    std::int64_t steps_per_epoch = 0;
    std::int64_t last_step = 0;    // where it will finish; 0: no end
    std::int64_t train_count = 0;  // samples in the training split
    std::int64_t batch_size = 0;
    double epoch = 0;               // step / steps_per_epoch
    double samples_per_second = 0;  // over the last second or so, observing included
    double observing_share = 0;     // of the trainer thread's processor time, in [0, 1]
    double seconds = 0;             // spent training and observing
    int threads = 1;                // the trainer computes with
};

// One layer as `inspect` lists it and the hourglass draws it.
struct LayerInfo {
    std::string part;                  // "encoder", "code", "decoder"
    std::string name;                  // "linear 784 -> 512, relu"
    std::vector<std::int64_t> output;  // shape of one sample behind it, e.g. [512] or [32, 14, 14]
    std::int64_t weights = 0, biases = 0;
};
struct ModelInfo {
    std::int64_t parameters = 0;
    std::vector<LayerInfo> layers;
    std::vector<std::int64_t> widths()
        const;  // units behind each layer, input first; for the hourglass
};

// Figures at the end of a run, over the whole held-out split (summary.json).
struct Summary {
    std::string system, data;
    std::uint64_t seed = 0;
    std::int64_t steps = 0;
    double epochs = 0, seconds = 0, samples_per_second = 0, observing_share = 0;
    std::int64_t observed_step = 0;  // the last step at which the observer worked
    std::int64_t parameters = 0;
    double squared_error = 0;   // summed over pixels, mean over images
    double bce = -1;            // nats, summed over pixels, mean over images; -1: the output is no
                                // probability
    double knn5_accuracy = -1;  // of held-out codes among training codes; -1: no labels
    std::vector<std::pair<std::string, double>>
        terms;  // every term by name, unweighted, with "total"
};

struct Timeline;  // timeline.h

// What of a run is on disk (engine/store/README.md).
struct Kept {
    std::string folder;                     // "": nowhere
    std::vector<std::int64_t> checkpoints;  // steps, rising; a fork may start from each
    std::string problem;   // why the last attempt to write failed, in a sentence; "": it did not
    bool watched = false;  // another program trains it: it can be looked at, not trained
};

struct Snapshot {
    RunState state = RunState::idle;
    std::string message;  // why it failed or diverged, or what it waits for, in a sentence
    Progress progress;
    std::shared_ptr<const RunConfig> config;  // as it is now, live changes included
    std::shared_ptr<const DatasetInfo> data;  // null while loading
    std::shared_ptr<const ModelInfo> model;
    std::shared_ptr<const TermHistory> history;
    std::shared_ptr<const CodeCloud> cloud;
    std::shared_ptr<const Reconstructions> reconstructions;
    std::shared_ptr<const LatentStats> latents;
    std::shared_ptr<const Summary> summary;    // once finished, if it was asked for
    std::shared_ptr<const RunAbout> about;     // never null for a run
    std::shared_ptr<const Kept> kept;          // never null for a run
    std::shared_ptr<const Timeline> timeline;  // null before the first look
};

}  // namespace latent
