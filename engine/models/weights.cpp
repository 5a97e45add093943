#include "models/weights.h"

#include <algorithm>

namespace latent::models {
namespace {

bool all_finite(const std::vector<float>& values) {
    // x - x is 0 for every finite x and NaN otherwise; the sum keeps a NaN.
    float sum = 0;
    for (float value : values) sum += value - value;
    return sum == 0;
}

}  // namespace

bool Weights::finite() const {
    return all_finite(values) &&
           std::all_of(players.begin(), players.end(),
                       [](const auto& player) { return all_finite(player.second); });
}

}  // namespace latent::models
