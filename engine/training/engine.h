// The engine behind latent/engine.h, for those who link it: the shared object and the engine's own
// tests.
#pragma once

#include <memory>

#include "latent/engine.h"

namespace latent::training {

std::unique_ptr<Engine> make_engine();

}  // namespace latent::training
