// The mean of the training samples: what centring subtracts.
//
// Thread: any.
#pragma once

#include <vector>

#include "data/dataset.h"

namespace latent::data {

// [C, H, W], summed in double. Of every training sample, or of 100,000 spread evenly over a larger
// set.
std::vector<float> mean_sample(const Dataset& dataset);

}  // namespace latent::data
