// Formulas as they are printed: the engine writes them in plain ASCII, so that a terminal can show
// them; the window has the signs.
//
//   sum_j 1/2 (mu_j^2 + sigma_j^2 - ln sigma_j^2 - 1)   ->   Σⱼ ½ (μⱼ² + σⱼ² − ln σⱼ² − 1)
//
// Whatever has no sign of its own stays as it is written. Thread: any.
#pragma once

#include <string>

namespace latent::app {

std::string typeset(const std::string& formula);

}  // namespace latent::app
