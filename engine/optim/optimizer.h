// Steps down the gradient, fused: one pass over one flat parameter buffer.
//
// A stock optimiser goes over memory some eight times a step; of a dense step that is a quarter of
// the time. Here each parameter's stretch of the buffer is read, updated and written once, with its
// running averages beside it.
//
// Thread: the trainer's. Learning rates and the like are read anew from the config by configure(),
// between steps.
//
// A new optimiser: one file here and one line in optimizers.inc.
#pragma once

#include <torch/types.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "catalog/entry.h"
#include "catalog/params.h"
#include "concurrency/team.h"
#include "models/flat_parameters.h"
#include "models/gradients.h"

namespace latent::optim {

class Optimizer {
 public:
    virtual ~Optimizer() = default;

    virtual void configure(const Params& params) = 0;

    // Gradient i belongs to weights.parameters()[i]. An undefined one leaves its parameter alone; one
    // that is still a product is computed a few rows at a time.
    // `factor` multiplies the learning rate of this step (schedule.h). With a team its threads update
    // a stretch each; the result is the same.
    void step(models::FlatParameters& weights, const models::Gradients& gradients,
              double factor = 1, concurrency::Team* team = nullptr);

    std::int64_t steps_taken() const { return steps_; }

    // What it remembers, so that a run can go on as if it had never stopped: every running average
    // by name, each as large as the flat buffer. Empty before the first step.
    struct Memory {
        std::int64_t steps = 0;
        std::vector<std::pair<std::string, std::vector<float>>> averages;
    };
    Memory memory() const;
    // Throws std::runtime_error when it is not of an optimiser of this kind for `size` parameters.
    void remember(const Memory& memory, std::int64_t size);

 protected:
    // Called once a step, before the stretches; steps_taken() counts this step already.
    virtual void begin_step(double factor) = 0;
    // Updates weights w[0, n) by gradients g[0, n); the stretch begins at `offset` of the flat
    // buffer. May be called for several stretches at once, which never overlap.
    virtual void update(float* w, const float* g, std::int64_t offset, std::int64_t n) = 0;
    // Called before the first step: `size` is that of the flat buffer.
    virtual void allocate(std::int64_t size) = 0;
    // The running averages by name, in an order of its own.
    struct Average {
        const char* name;
        std::vector<float>* values;
    };
    virtual std::vector<Average> averages() = 0;

 private:
    // A stretch of one parameter: of its numbers, or of its rows where the gradient is a product.
    struct Block {
        std::size_t parameter = 0;
        std::int64_t from = 0, to = 0;
    };
    static std::vector<Block> blocks_of(const models::FlatParameters& weights,
                                        const models::Gradients& gradients);
    void update(models::FlatParameters& weights, const models::Gradients& gradients,
                const Block& block);

    std::int64_t steps_ = 0;
};

using OptimizerEntry = Entry<Optimizer, const Params&>;
const std::vector<OptimizerEntry>& optimizers();

// The learning rate, which every optimiser has.
ParamSpec learning_rate_spec(double default_value);

}  // namespace latent::optim
