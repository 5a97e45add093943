// One who plays for a loss, on disk: parameters and what the optimiser remembers of each.
//
//   PREFIX NAME                  each parameter, in its own shape
//   PREFIX optimizer/m/NAME      each of the optimiser's averages, likewise
//   PREFIX optimizer/steps       [1] int64
//
// The net and its heads have the prefix ""; a second player "opponents/ID/".
// Thread: the trainer's.
#pragma once

#include <string>

#include "models/flat_parameters.h"
#include "optim/optimizer.h"
#include "store/safetensors.h"

namespace latent::training {

void save_player(store::Tensors& tensors, const std::string& prefix,
                 const models::FlatParameters& weights, const optim::Optimizer& optimizer);

// Throws std::runtime_error with the end of a sentence ("lacks the tensor 'x', ...") when something
// is missing or of another shape; the weights may then be half loaded.
void load_player(const store::Tensors& tensors, const std::string& prefix,
                 models::FlatParameters& weights, optim::Optimizer& optimizer);

// The parameters that are there in the same shape; the others stay.
void adopt_weights(const store::Tensors& tensors, const std::string& prefix,
                   models::FlatParameters& weights);

// That tensor; throws as load_player() does.
const store::StoredTensor& tensor_of(const store::Tensors& tensors, const std::string& name,
                                     const std::vector<std::int64_t>& shape);

}  // namespace latent::training
