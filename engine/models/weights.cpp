#include "models/weights.h"

#include <algorithm>

#include "kernels/finite.h"

namespace latent::models {

bool Weights::finite() const {
    const auto all_finite = [](const std::vector<float>& numbers) {
        return kernels::all_finite(numbers.data(), std::int64_t(numbers.size()));
    };
    return all_finite(values) &&
           std::all_of(players.begin(), players.end(),
                       [&](const auto& player) { return all_finite(player.second); });
}

}  // namespace latent::models
