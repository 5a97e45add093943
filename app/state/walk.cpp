#include "state/walk.h"

#include <algorithm>
#include <cmath>

#include "state/known_code.h"

namespace latent::app {

void choose_sample(WalkState& walk, const CodeCloud& cloud, int sample) {
    if (sample < 0 || sample >= cloud.count) return;
    walk.sample = sample;
    walk.touched = false;
    // A sample whose code of that moment is not known leaves the walk where it is.
    if (has_code(cloud, sample))
        walk.z.assign(cloud.code(sample), cloud.code(sample) + cloud.width);
    else if (int(walk.z.size()) != cloud.width)
        walk.z.assign(std::size_t(cloud.width), 0.0f);
}

void step_sample(WalkState& walk, const CodeCloud& cloud, int direction) {
    if (cloud.count <= 0) return;
    const int from = walk.sample >= 0 ? walk.sample : direction > 0 ? -1 : cloud.count;
    choose_sample(walk, cloud, (from + direction + cloud.count) % cloud.count);
}

void follow(WalkState& walk, const CodeCloud& cloud, int first_sample) {
    if (cloud.count <= 0 || cloud.width <= 0) return;
    const bool fits = int(walk.z.size()) == cloud.width;
    if (!fits)
        choose_sample(
            walk, cloud,
            std::min(std::max(0, walk.sample < 0 ? first_sample : walk.sample), cloud.count - 1));
    else if (!walk.touched && walk.sample >= 0)
        choose_sample(walk, cloud, walk.sample);
}

void put(WalkState& walk, const std::vector<float>& code) {
    if (code.empty() || (!walk.z.empty() && code.size() != walk.z.size())) return;
    walk.z = code;
    walk.touched = true;
}

void randomise(WalkState& walk, const LatentStats& stats, std::mt19937& random) {
    walk.z.resize(stats.dimensions.size());
    for (std::size_t j = 0; j < walk.z.size(); ++j) {
        const LatentDimension& dimension = stats.dimensions[j];
        std::normal_distribution<float> normal(0, 1);
        const float z = dimension.mean + dimension.deviation * normal(random);
        walk.z[j] = dimension.low < dimension.high
                        ? std::min(dimension.high, std::max(dimension.low, z))
                        : z;
    }
    walk.touched = true;
}

}  // namespace latent::app
