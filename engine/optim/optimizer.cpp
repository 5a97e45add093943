#include "optim/optimizer.h"

#include <algorithm>
#include <stdexcept>

namespace latent::optim {
namespace {

// Below this many numbers a second thread costs more than it brings.
constexpr std::int64_t kWorthSharing = 1 << 16;
// Numbers of a gradient that are computed at once: half a megabyte stays in the cache of a
// core, and is enough for a matrix product to be a fast one.
constexpr std::int64_t kInCache = 1 << 17;

}  // namespace

void Optimizer::step(models::FlatParameters& weights, const models::Gradients& gradients,
                     double factor, concurrency::Team* team) {
    if (steps_++ == 0) allocate(weights.size());
    begin_step(factor);
    const auto blocks = blocks_of(weights, gradients);
    const auto update_block = [&](int i) { update(weights, gradients, blocks[std::size_t(i)]); };
    if (team && weights.size() >= kWorthSharing) return team->run(int(blocks.size()), update_block);
    for (std::size_t i = 0; i < blocks.size(); ++i) update_block(int(i));
}

std::vector<Optimizer::Block> Optimizer::blocks_of(const models::FlatParameters& weights,
                                                   const models::Gradients& gradients) {
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        if (!gradients.defined(i)) continue;
        const auto& stretch = weights.stretches()[i];
        // Numbers, or whole rows where the gradient is a product.
        const bool product = gradients.is_product(i);
        const std::int64_t units = product ? stretch.parameter.size(0) : stretch.count;
        const std::int64_t width = product ? stretch.parameter.size(1) : 1;
        const std::int64_t at_once = std::max<std::int64_t>(1, kInCache / width);
        const std::int64_t parts = (units + at_once - 1) / at_once;
        for (std::int64_t part = 0; part < parts; ++part) {
            const auto [from, to] = concurrency::Team::stretch(units, int(part), int(parts));
            blocks.push_back({i, from, to});
        }
    }
    return blocks;
}

void Optimizer::update(models::FlatParameters& weights, const models::Gradients& gradients,
                       const Block& block) {
    const auto& stretch = weights.stretches()[block.parameter];
    float* w = weights.data() + stretch.offset;
    if (!gradients.is_product(block.parameter)) {
        update(w + block.from, gradients.data(block.parameter) + block.from,
               stretch.offset + block.from, block.to - block.from);
        return;
    }
    const std::int64_t width = stretch.parameter.size(1), at = block.from * width,
                       count = (block.to - block.from) * width;
    const auto rows = std::unique_ptr<float[]>(new float[std::size_t(count)]);  // not zeroed
    gradients.write_rows(block.parameter, block.from, block.to, rows.get());
    update(w + at, rows.get(), stretch.offset + at, count);
}

Optimizer::Memory Optimizer::memory() const {
    Memory memory{steps_, {}};
    if (steps_ == 0) return memory;
    for (const Average& average : const_cast<Optimizer*>(this)->averages())
        memory.averages.emplace_back(average.name, *average.values);
    return memory;
}

void Optimizer::remember(const Memory& memory, std::int64_t size) {
    steps_ = 0;
    if (memory.steps == 0) return;
    allocate(size);
    for (const Average& mine : averages()) {
        const auto found =
            std::find_if(memory.averages.begin(), memory.averages.end(),
                         [&](const auto& average) { return average.first == mine.name; });
        if (found == memory.averages.end() || std::int64_t(found->second.size()) != size)
            throw std::runtime_error(std::string("lacks the optimiser's average '") + mine.name +
                                     "' in the size of this net.");
        *mine.values = found->second;
    }
    steps_ = memory.steps;
}

#define OPTIMIZER(id) OptimizerEntry describe_##id();
#include "optim/optimizers.inc"
#undef OPTIMIZER

const std::vector<OptimizerEntry>& optimizers() {
    static const std::vector<OptimizerEntry> entries{
#define OPTIMIZER(id) describe_##id(),
#include "optim/optimizers.inc"
#undef OPTIMIZER
    };
    return entries;
}

ParamSpec learning_rate_spec(double default_value) {
    return ParamSpec::number("learning_rate", default_value, 1e-7, 10)
        .named("learning rate")
        .log()
        .acts_live()
        .says(
            "How far each step goes. Too large and the loss jumps or explodes, too small and "
            "nothing happens.");
}

}  // namespace latent::optim
