#include "headless/kinds.h"

namespace latent::headless {

const std::vector<Kind>& kinds() {
    static const std::vector<Kind> all{
        {"datasets", "Datasets", nullptr, ""},
        {"systems", "Systems", nullptr, ""},
        {"architectures", "Architectures", &Catalog::architectures, "architecture"},
        {"codes", "Codes", &Catalog::codes, "code"},
        {"outputs", "Outputs", &Catalog::outputs, "output"},
        {"corruptions", "Corruptions of the input", &Catalog::corruptions, "corruption"},
        {"terms", "Terms of the loss", &Catalog::terms, "terms"},
        {"optimizers", "Optimizers", &Catalog::optimizers, "optimizer"},
        {"analyses", "Analyses", &Catalog::analyses, ""},
        {"settings", "Settings of every run", nullptr, ""},
    };
    return all;
}

std::string path_of(const Kind& kind, const PartInfo& part, const ParamSpec& param) {
    if (kind.prefix.empty()) return param.id;
    // Of each group a run has one part; of terms it has several, so that their names belong to the
    // path.
    return kind.prefix + (kind.prefix == "terms" ? "." + part.id : "") + "." + param.id;
}

}  // namespace latent::headless
