// The last function of a net: what turns the decoder's numbers into values.
//
//   sigmoid   x^ = 1 / (1 + e^-y), in (0, 1): a probability for each pixel
//   linear    x^ = m + y, any number: for points, waves, and wherever PCA is the measure; m is the
//             mean that was taken off the input (input.centre), otherwise 0
//   tanh      x^ = tanh y, in (-1, 1)
//
// A new one: a line of the table in output.cpp.
#pragma once

#include <torch/types.h>

#include <vector>

#include "latent/catalog.h"
#include "models/activation.h"

namespace latent::models {

struct OutputEntry {
    PartInfo info;
    Activation activation = Activation::linear;
    bool adds_centre = false;  // the mean that centring took off the input is added to the output
};
const std::vector<OutputEntry>& outputs();

}  // namespace latent::models
