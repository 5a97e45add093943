// Shapes that a cloud of codes can be given: distributions to draw from (priors.cpp).
#pragma once

#include <torch/types.h>

#include <string>
#include <vector>

namespace latent::terms {

using DrawPrior = torch::Tensor (*)(std::int64_t count, std::int64_t width, torch::Generator& noise,
                                    const torch::TensorOptions& options);  // [count, width]

std::vector<std::string> prior_names();
// Throws std::invalid_argument for a name that prior_names() does not list.
DrawPrior prior_called(const std::string& name);

}  // namespace latent::terms
