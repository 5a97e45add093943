// Points for tests of embeddings.
#pragma once

#include <memory>
#include <random>
#include <vector>

#include "latent/snapshot.h"

namespace latent::test {

// `count` points of `width` coordinates about one of `clusters` centres each, point i about centre
// i % clusters.
inline std::vector<float> clustered_points(int count, int width, int clusters, unsigned seed) {
    std::mt19937 generator(seed);
    std::normal_distribution<float> normal;
    std::vector<float> centres(std::size_t(clusters) * std::size_t(width));
    for (float& value : centres) value = 4 * normal(generator);
    std::vector<float> points;
    for (int i = 0; i < count; ++i)
        for (int d = 0; d < width; ++d)
            points.push_back(centres[std::size_t((i % clusters) * width + d)] + normal(generator));
    return points;
}

// A cloud whose labels are the clusters'.
inline std::shared_ptr<CodeCloud> cloud_of(std::vector<float> codes, int width, int clusters) {
    auto probe = std::make_shared<Probe>();
    auto cloud = std::make_shared<CodeCloud>();
    cloud->width = width;
    cloud->count = int(codes.size()) / width;
    cloud->codes = std::move(codes);
    for (int i = 0; i < cloud->count; ++i) probe->labels.push_back(i % clusters);
    cloud->probe = std::move(probe);
    cloud->version = 1;
    return cloud;
}

}  // namespace latent::test
