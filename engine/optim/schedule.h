// How the learning rate falls over a run, and how gradients are kept from exploding.
//
//   constant   1
//   cosine     1/2 (1 + cos(pi t / T)), T the step at which the run ends     (Loshchilov & Hutter
//   2017) step       f^floor(epoch / every)
//
// Clipping scales all gradients together, so that their common norm is at most `clip_norm`
// (Pascanu, Mikolov & Bengio 2013).
//
// Both are settings of every optimiser: optimizer.schedule, .decay_every, .decay_factor,
// .clip_norm.
//
// Thread: the trainer's.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <vector>

#include "catalog/params.h"
#include "latent/param_spec.h"

namespace latent::optim {

class Schedule {
 public:
    explicit Schedule(const Params& optimizer);

    // What the learning rate is multiplied with in step `step`. A cosine falls from first_step to
    // last_step, so that training on after the end begins anew; last_step: 0 when the run has no
    // end, and a cosine then stays at 1. Beyond the end it keeps its last value.
    double factor(std::int64_t step, std::int64_t last_step, std::int64_t steps_per_epoch,
                  std::int64_t first_step = 0) const;

    static std::vector<ParamSpec> specs();  // ids are whole paths

 private:
    enum class Shape { constant, cosine, step };
    Shape shape_;
    std::int64_t decay_every_;
    double decay_factor_;
};

// Scales the gradients when their norm exceeds max_norm > 0; returns the norm they had, or 0
// without a limit, when it is not measured. Undefined ones count as zero; what is not finite stays
// so.
double clip_gradients(std::vector<torch::Tensor>& gradients, double max_norm);

}  // namespace latent::optim
