// The names of activation.h, for those who do not see tensors.
#pragma once

#include <string>
#include <vector>

namespace latent::models {

const std::vector<std::string>& activation_names();

}  // namespace latent::models
