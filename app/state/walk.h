// Where the latent walk stands: the code of a sample, or wherever the sliders were moved from
// there.
//
// While nobody has touched a slider the walk follows its sample: training moves the sample's code,
// and the walk with it. Thread: UI.
#pragma once

#include <random>

#include "latent/snapshot.h"
#include "state/ui_state.h"

namespace latent::app {

// Starts from the code of this probe sample. A sample out of range is left alone.
void choose_sample(WalkState& walk, const CodeCloud& cloud, int sample);

// The next (+1) or previous (-1) one, round the ends.
void step_sample(WalkState& walk, const CodeCloud& cloud, int direction);

// Gives the walk a code of the cloud's width when it has none, starting with `first_sample`, and
// lets an untouched walk follow its sample. Call it when a snapshot comes.
void follow(WalkState& walk, const CodeCloud& cloud, int first_sample);

// Any code of the walk's width, as if the sliders had been moved there.
void put(WalkState& walk, const std::vector<float>& code);

// A code drawn from what the data does: each dimension normal with its own mean and deviation,
// inside its range.
void randomise(WalkState& walk, const LatentStats& stats, std::mt19937& random);

}  // namespace latent::app
