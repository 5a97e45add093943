// Configs small enough for tests that train.
#pragma once

#include <string>

#include "catalog/catalog_builder.h"
#include "latent/catalog.h"

namespace latent::test {

inline const Catalog& catalog() {
    static const Catalog built = build_catalog();
    return built;
}

inline RunConfig small_config(const std::string& system) {
    RunConfig config = preset(catalog(), system, "tiny");
    set_from_text(catalog(), config, "architecture.encoder", "24");
    set_from_text(catalog(), config, "batch_size", "32");
    set_from_text(catalog(), config, "probe_points", "64");
    return config;
}

}  // namespace latent::test
