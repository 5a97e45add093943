// Nets of every kind, and samples to put through them, for the tests of the models.
#pragma once

#include <torch/types.h>

#include <string>
#include <utility>
#include <vector>

#include "models/autoencoder.h"
#include "support/small_config.h"

namespace latent::test {

// The plainest system with this architecture and code, and then these settings.
inline RunConfig config_of(const std::string& architecture,
                           const std::string& code = "deterministic",
                           const std::vector<std::pair<std::string, std::string>>& settings = {}) {
    RunConfig config = preset(catalog(), "undercomplete", "tiny");
    config = with(config, "architecture.kind", architecture);
    config = with(config, "code.kind", code);
    for (const auto& [path, text] : settings) config = with(config, path, text);
    return config;
}

inline models::NetPlan plan_of(const RunConfig& config, const ImageShape& shape) {
    models::NetPlan plan;
    plan.config = config;
    plan.sample = shape;
    return plan;
}

struct SampleKind {
    DataKind kind;
    ImageShape shape;
};

// Of every kind of data, with one and three channels, sides that halve evenly and sides that do
// not.
inline const std::vector<SampleKind>& sample_kinds() {
    static const std::vector<SampleKind> kinds{
        {DataKind::images, {1, 28, 28}},   {DataKind::images, {3, 32, 32}},
        {DataKind::images, {1, 64, 64}},   {DataKind::images, {1, 7, 9}},
        {DataKind::sequences, {1, 32, 1}}, {DataKind::sequences, {1, 5, 3}},
        {DataKind::points, {1, 1, 3}},     {DataKind::points, {1, 1, 2}}};
    return kinds;
}

// Calls check(architecture entry, sample kind) for every architecture and what it accepts.
template <class Check>
void for_every_architecture(const Check& check) {
    for (const auto& architecture : models::architectures())
        for (const SampleKind& sample : sample_kinds())
            if (architecture.info.accepts_kind(sample.kind)) check(architecture, sample);
}

inline torch::Tensor random_samples(std::int64_t count, const ImageShape& shape) {
    return torch::rand({count, shape.channels, shape.height, shape.width});
}

}  // namespace latent::test
