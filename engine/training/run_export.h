// Engine::export_run (latent/engine.h).
//
// Thread: any. Errors: std::runtime_error with a sentence.
#pragma once

#include <string>

#include "latent/engine.h"

namespace latent::training {

Engine::RunExport export_run(const Catalog& catalog, const std::string& run_folder,
                             const Engine::Report& report);

}  // namespace latent::training
