// Runs side by side: their order, one walk through all their latent spaces, and where the widths
// stand along a slider.
//
// Thread: any (pure functions).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "latent/snapshot.h"
#include "widgets/in_place.h"

namespace latent::app {

// The value of a setting as a number; NaN where the config lacks it or it is none.
double number_at(const RunConfig& config, const std::string& path);

// The order in which runs stand: by the axis (numbers before words), then by seed, then as made.
// Indices into `configs`.
std::vector<int> column_order(const std::vector<const RunConfig*>& configs,
                              const std::string& axis);

// Whether both see the same samples at the same places of their probes.
bool same_samples(const RunConfig& a, const RunConfig& b);

// The next (+1) or previous (-1) held-out sample of the probe, round and round; of all samples where
// none is known to be held out.
int held_out_neighbour(const CodeCloud& cloud, int sample, int by);

// The direction of a run's latent space that the common walk goes along.
struct WalkDirection {
    std::vector<float> unit;  // [k]; empty: the codes have no such direction
    float deviation = 0;      // of the codes along it
};
// The principal direction of that number, the widest first; of codes of one number, that number.
WalkDirection walk_direction(const CodeCloud& cloud, const LatentStats* stats, int number);

// +1, or -1 where the codes of the same samples run along this direction the other way than along
// the reference's: a direction is found up to its sign, and the cursor shall mean the same in all
// columns.
float common_sign(const CodeCloud& cloud, const WalkDirection& along, const CodeCloud& reference,
                  const WalkDirection& reference_along);

// The sample's code moved `deviations` along the direction [k]; empty where there is none.
std::vector<float> walked(const CodeCloud& cloud, int sample, const WalkDirection& along,
                          float deviations);

// Places in [0, 1] of rising values along a slider: evenly on a logarithmic scale where they are
// positive and span more than a factor of three, otherwise linearly; a single one in the middle.
std::vector<float> notches(const std::vector<double>& values);
// Index of the notch nearest to a place; -1 where there are none.
int nearest_notch(const std::vector<float>& notches, float place);

// Squared error of output i against input j, summed over all numbers of the sample (pixels as
// values in [0, 1]); NaN where they are of different shapes.
float squared_error(const Samples& inputs, int j, const Samples& outputs, int i);

// Which of these stands in the middle, by value (the lower of two); values that are not finite come
// last. -1 for none.
int median_index(const Few<float, 8>& values);

}  // namespace latent::app
