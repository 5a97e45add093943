// Element-wise non-linearities by name.
#pragma once

#include <torch/types.h>

#include <string>
#include <vector>

namespace latent::models {

enum class Activation { linear, relu, leaky_relu, gelu, tanh, sigmoid };

// Throws std::invalid_argument for a name that activation_names() does not list.
Activation activation_from(const std::string& name);
const char* name_of(Activation activation);

//   relu max(0, a)   leaky_relu max(a, 0.01 a)   gelu a Phi(a)   tanh   sigmoid 1 / (1 + e^-a)
//   linear a
torch::Tensor activate(Activation activation, const torch::Tensor& a);

}  // namespace latent::models
