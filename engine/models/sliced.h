// A batch in slices, one a thread: how a step uses several cores.
//
//   y = f(x; w)   ->   y_i = f(x_i; w) for the slices x = [x_0; x_1; ...] along the batch
//   x_grad = [x_0_grad; x_1_grad; ...]        w_grad = sum_i w_i_grad
//
// Every slice takes its own way there and back, each operation on one thread, and the threads meet
// twice a step in each half of the net. An operation that is divided among threads within itself
// meets at its end, some hundred times a step: on two cores that gained a fifth where this gains
// nearly all of the second core, and it collapses when another program wants a core.
//
// f must treat every sample alike and by itself: what looks at the batch as a whole (a mean, a
// normalisation) would look at a slice. The sum of w_grad is taken in another order than without
// slices, so results agree to rounding; with the same number of threads they are the same bits.
//
// Gradients of gradients are not defined. Without gradients wanted, the slices are computed alike.
#pragma once

#include <torch/types.h>

#include <functional>
#include <vector>

#include "concurrency/team.h"

namespace latent::models {

using Tensors = std::vector<torch::Tensor>;

// How many slices a batch is worth: one or a few a thread, but none of fewer than 16
// samples. The same for the same numbers of samples and threads.
int slices_of(std::int64_t samples, const concurrency::Team& team);

// inputs [B, ...], undefined ones are handed on as they are; f returns outputs [B, ...]. `parameters`
// are those that f reads.
Tensors in_slices(concurrency::Team& team, const std::function<Tensors(const Tensors&)>& f,
                  const Tensors& inputs, const Tensors& parameters);

}  // namespace latent::models
