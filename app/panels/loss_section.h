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

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "panels/panel.h"
#include "widgets/catalogue.h"
#include "widgets/parameter_editor.h"

namespace latent::app {

class LossSection {
 public:
    using Specs = std::vector<std::pair<std::string, ParamSpec>>;  // specs_of the draft

    // `version` differs whenever `draft` or `specs` do, and is never 0.
    void draw(PanelContext& context, const RunConfig& draft, const RunConfig& usual,
              const Specs& specs, std::uint64_t version);

 private:
    // A term of the draft with its settings: the weight in sight, the rest folded away.
    struct Term {
        std::string name, weight_path, fold, rest_title;
        const PartInfo* part = nullptr;
        std::vector<ParameterRow> weight, rest;
    };
    static std::vector<Term> terms_of(const Catalog& catalog, const RunConfig& draft,
                                      const Specs& specs);
    void term(PanelContext& context, const RunConfig& draft, const RunConfig& usual, Term& term);
    bool line(PanelContext& context, const PartInfo& part, std::string_view sign, bool removed);
    void add_term(PanelContext& context, const RunConfig& draft);
    const std::string& formula_of(const PartInfo& part);

    Catalogue catalogue_;
    std::vector<Term> terms_;
    std::uint64_t version_ = 0;                    // of the draft that they are of
    std::map<std::string, std::string> formulas_;  // as they are printed, by what the catalog says
};

}  // namespace latent::app
