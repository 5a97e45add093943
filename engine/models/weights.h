// A net's weights at one step, as published for others: the explorer, forks, the last good state
// before a divergence.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "latent/run_config.h"
#include "latent/snapshot.h"

namespace latent::models {

// What is needed to build the net that a buffer of weights belongs to.
struct NetPlan {
    RunConfig config;
    ImageShape sample;
};

struct Weights {
    std::shared_ptr<const NetPlan> plan;
    std::vector<float> values;  // FlatParameters order
    std::int64_t step = 0;
    std::chrono::steady_clock::time_point published;
};

}  // namespace latent::models
