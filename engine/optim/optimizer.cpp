#include "optim/optimizer.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <stdexcept>

namespace latent::optim {
namespace {

constexpr std::int64_t kGrain =
    1 << 15;  // below this many numbers a second thread costs more than it brings

}  // namespace

void Optimizer::step(models::FlatParameters& weights, const std::vector<torch::Tensor>& gradients,
                     double factor) {
    if (steps_++ == 0) allocate(weights.size());
    begin_step(factor);
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        if (!gradients[i].defined()) continue;
        const auto& stretch = weights.stretches()[i];
        const torch::Tensor gradient = gradients[i].contiguous();
        float* w = weights.data() + stretch.offset;
        const float* g = gradient.data_ptr<float>();
        at::parallel_for(0, stretch.count, kGrain, [&](std::int64_t from, std::int64_t to) {
            update(w + from, g + from, stretch.offset + from, to - from);
        });
    }
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
