// The catalog as JSON, for `latent-lab list --json`.
//
// Every entry has "id" and "label"; a parameter has the whole path it is set by, its default and
// its range.
#pragma once

#include <string>

#include "headless/kinds.h"
#include "latent/catalog.h"

namespace latent::headless {

std::string json_of(const Catalog& catalog);                    // {"datasets": [...], ...}
std::string json_of(const Catalog& catalog, const Kind& kind);  // [...]

}  // namespace latent::headless
