// The loss as it is added up: the reconstruction, then each further term with its weight, its
// formula, its newest value and its parameters. Terms can be added and taken out; that waits for a
// new run beside this one.
//
//   Binary cross-entropy ?                 245.1
//   -sum_i (x_i ln y_i + ...)
//   + 4 x KL to the prior ?         x       6.80
//   sum_j 1/2 (mu_j^2 + ...)
//   beta  live ?                            4.00
//
// Thread: UI.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "panels/panel.h"
#include "widgets/catalogue.h"

namespace latent::app {

class LossSection {
 public:
    using Specs = std::vector<std::pair<std::string, ParamSpec>>;  // specs_of the draft

    void draw(PanelContext& context, const RunConfig& draft, const RunConfig& usual,
              const Specs& specs);

 private:
    void term(PanelContext& context, const RunConfig& draft, const RunConfig& usual,
              const Specs& specs, const std::string& name);
    void add_term(PanelContext& context, const RunConfig& draft);

    Catalogue terms_;
};

}  // namespace latent::app
