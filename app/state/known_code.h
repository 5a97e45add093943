// Whether a sample's code is known: a moment of the past has the codes of some probes only
// (timeline.h), those of the others are NaN.
#pragma once

#include <cmath>

#include "latent/snapshot.h"

namespace latent::app {

inline bool has_code(const CodeCloud& cloud, int sample) {
    return sample >= 0 && sample < cloud.count && cloud.width > 0 &&
           std::isfinite(cloud.code(sample)[0]);
}

}  // namespace latent::app
