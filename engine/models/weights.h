// A net's weights at one step, as published for others: the explorer, forks, the last good state
// before a divergence.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "latent/run_config.h"
#include "latent/snapshot.h"

namespace latent::models {

// What is needed to build the net that a buffer of weights belongs to.
struct NetPlan {
    RunConfig config;
    DataKind kind = DataKind::images;
    ImageShape sample;
    std::vector<float> centre;  // [C, H, W] what is subtracted from every input, or empty
};

struct Weights {
    std::shared_ptr<const NetPlan> plan;
    std::vector<float> values;  // the net's, in FlatParameters order
    // Parameters of heads and second players, by name.
    std::vector<std::pair<std::string, std::vector<float>>> players;

    bool finite() const;
    std::int64_t step = 0;
    std::chrono::steady_clock::time_point published;
};

}  // namespace latent::models
