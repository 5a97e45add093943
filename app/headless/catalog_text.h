// The catalog for reading in a terminal: a heading a kind, an entry with its sentence, a line a
// parameter.
#pragma once

#include <iosfwd>

#include "headless/kinds.h"
#include "latent/catalog.h"

namespace latent::headless {

void print(std::ostream& out, const Catalog& catalog, const Kind& kind);

}  // namespace latent::headless
