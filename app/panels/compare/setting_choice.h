// Any setting of a run to choose from, for sweeps and forks: in the groups of the system panel, each
// with its value and what it does.
//
// Thread: UI.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "latent/catalog.h"
#include "widgets/catalogue.h"
#include "widgets/picker.h"

namespace latent::app {

using Specs = std::vector<std::pair<std::string, ParamSpec>>;

// The spec of a path, or nullptr.
const ParamSpec* spec_at(const Specs& specs, const std::string& path);

// "beta of KL to the prior"; "learning rate".
std::string setting_label(const Catalog& catalog, const std::string& path, const ParamSpec& spec);

// All of them but those in `without`; `aside` is the value that `config` has.
std::vector<CatalogueEntry> setting_entries(const Catalog& catalog, const RunConfig& config,
                                            const Specs& specs,
                                            const std::set<std::string>& without = {});

// What a choice chooses among, by the parts' names where they are parts.
std::vector<Choice> setting_choices(const Catalog& catalog, const std::string& path,
                                    const ParamSpec& spec);

}  // namespace latent::app
