// The kinds of things that `latent-lab list` knows, in the order in which it prints them.
//
// A kind of parts says where its entries lie in the catalog and under which prefix their parameters
// are set.
#pragma once

#include <string>
#include <vector>

#include "latent/catalog.h"

namespace latent::headless {

struct Kind {
    std::string id;     // as typed: "datasets", "terms"
    std::string title;  // as printed
    // For kinds of parts; null for datasets, systems and settings, which have shapes of their own.
    std::vector<PartInfo> Catalog::*parts = nullptr;
    std::string prefix;  // parts: "architecture" sets architecture.kind and architecture.PARAMETER;
                         // "": cannot be set
};

const std::vector<Kind>& kinds();

// Where a part's parameter is set: "architecture.encoder", "terms.kl_prior.weight".
std::string path_of(const Kind& kind, const PartInfo& part, const ParamSpec& param);

}  // namespace latent::headless
