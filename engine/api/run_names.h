// How one entry of a config is said and how it is written as part of a folder's name.
// Thread: any.
#pragma once

#include <string>

#include "latent/catalog.h"
#include "latent/run_config.h"

namespace latent {

// "width 8", "seed 1", "Variational autoencoder", "learning rate 0.001", "centre the input: yes";
// "" where the config has no such entry.
std::string phrase_of(const Catalog& catalog, const RunConfig& config, const std::string& path);

// "code.width=8". What no folder may be called, or would be mistaken for the next entry, is
// replaced, and a mark of the whole value keeps such names apart: "data=_home_me_a~5f1c2a90".
std::string folder_part_of(const RunConfig& config, const std::string& path);

}  // namespace latent
