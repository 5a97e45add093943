// What the user chose in the panels that walk through the latent space. Plain values, UI thread
// only.
#pragma once

#include <string>

#include "state/directions.h"

namespace latent::app {

// The walk's sliders.
struct WalkChoice {
    bool raw_axes = false;     // the code's own axes; otherwise principal directions for k > 2
    bool active_only = false;  // without the dead ones
    DirectionOrder order = DirectionOrder::weight;
};

// The strip from one code to another.
struct PathChoice {
    bool attribute = false;  // the difference of two groups added to a sample; otherwise pin to pin
    bool spherical = false, overshoot = false;
    std::string from, to;  // groups: "group:NAME", "class:3", "factor:0:2"; "": the first there are
};

// The matrix of traversals.
enum class TraversalOrigin { sample, zero, mean, group };
enum class TraversalRange { sigma, quantiles, fixed };
struct TraversalChoice {
    bool principal = false;
    DirectionOrder order = DirectionOrder::weight;
    TraversalOrigin origin = TraversalOrigin::sample;
    std::string group;  // whose mean is the origin, as in PathChoice
    TraversalRange range = TraversalRange::sigma;
    bool large = false;  // one row alone, as a film strip
    int row = -1;        // which; -1: the first
};

}  // namespace latent::app
