#include "training/saved_player.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

namespace latent::training {
namespace {

const char* const kOptimizer = "optimizer/";

}  // namespace

const store::StoredTensor& tensor_of(const store::Tensors& tensors, const std::string& name,
                                     const std::vector<std::int64_t>& shape) {
    const auto found = tensors.find(name);
    if (found == tensors.end())
        throw std::runtime_error("lacks the tensor '" + name +
                                 "': it belongs to another run than config.json describes.");
    if (found->second.shape != shape)
        throw std::runtime_error("holds the tensor '" + name +
                                 "' in another shape than config.json describes.");
    return found->second;
}

void save_player(store::Tensors& tensors, const std::string& prefix,
                 const models::FlatParameters& weights, const optim::Optimizer& optimizer) {
    const optim::Optimizer::Memory memory = optimizer.memory();
    for (const auto& stretch : weights.stretches()) {
        const auto shape = stretch.parameter.sizes().vec();
        const auto count = std::size_t(stretch.count);
        tensors[prefix + stretch.name] =
            store::stored(shape, weights.data() + stretch.offset, count);
        for (const auto& [name, values] : memory.averages)
            tensors[prefix + kOptimizer + name + "/" + stretch.name] =
                store::stored(shape, values.data() + stretch.offset, count);
    }
    tensors[prefix + kOptimizer + "steps"] = store::stored<std::int64_t>({memory.steps});
}

void load_player(const store::Tensors& tensors, const std::string& prefix,
                 models::FlatParameters& weights, optim::Optimizer& optimizer) {
    optim::Optimizer::Memory memory;
    const std::string below = prefix + kOptimizer;
    memory.steps = tensor_of(tensors, below + "steps", {1}).values<std::int64_t>().front();
    // The averages that the file has; remember() says whether they are the right ones.
    std::set<std::string> names;
    for (auto at = tensors.lower_bound(below);
         at != tensors.end() && at->first.compare(0, below.size(), below) == 0; ++at)
        if (const auto slash = at->first.find('/', below.size()); slash != std::string::npos)
            names.insert(at->first.substr(below.size(), slash - below.size()));
    for (const std::string& name : names)
        memory.averages.emplace_back(name, std::vector<float>(std::size_t(weights.size())));
    for (const auto& stretch : weights.stretches()) {
        const auto shape = stretch.parameter.sizes().vec();
        const auto numbers = tensor_of(tensors, prefix + stretch.name, shape).values<float>();
        if (!std::all_of(numbers.begin(), numbers.end(),
                         [](float value) { return std::isfinite(value); }))
            throw std::runtime_error("holds numbers in the tensor '" + prefix + stretch.name +
                                     "' that are not finite.");
        weights.load(numbers, stretch.offset);
        for (auto& [name, values] : memory.averages) {
            const auto part =
                tensor_of(tensors, below + name + "/" + stretch.name, shape).values<float>();
            std::copy(part.begin(), part.end(), values.begin() + stretch.offset);
        }
    }
    optimizer.remember(memory, weights.size());
}

void adopt_weights(const store::Tensors& tensors, const std::string& prefix,
                   models::FlatParameters& weights) {
    for (const auto& stretch : weights.stretches()) {
        const auto found = tensors.find(prefix + stretch.name);
        if (found != tensors.end() && found->second.shape == stretch.parameter.sizes().vec())
            weights.load(found->second.values<float>(), stretch.offset);
    }
}

}  // namespace latent::training
