// Collects every registry into the Catalog that front ends see.
#pragma once

#include "latent/catalog.h"

namespace latent {

// Reads the systems that were compiled in (assets/systems/*.json). Throws std::runtime_error naming
// the file when one does not fit the registered parts: a mistake of ours, found by the first test.
Catalog build_catalog();

}  // namespace latent
