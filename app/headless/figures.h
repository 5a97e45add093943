// The end of a run in words: what was trained, how fast, and the held-out figures, each with what
// it means.
#pragma once

#include <iosfwd>

#include "latent/catalog.h"
#include "latent/snapshot.h"

namespace latent::headless {

void print(std::ostream& out, const Summary& summary, const Catalog& catalog);

}  // namespace latent::headless
