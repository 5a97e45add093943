// Configs small enough for tests that train.
#pragma once

#include <algorithm>
#include <string>

#include "catalog/catalog_builder.h"
#include "latent/catalog.h"

namespace latent::test {

inline const Catalog& catalog() {
    static const Catalog built = build_catalog();
    return built;
}

// The system as it is, but with no layer wider than 24 and no code wider than 16, without an end.
inline RunConfig small_config(const std::string& system, DataKind kind = DataKind::images) {
    RunConfig config = preset(catalog(), system, "tiny", kind);
    const auto table = config.values();
    for (const auto& [path, value] : table)
        if (const auto* widths = std::get_if<Widths>(&value)) {
            Widths narrow = *widths;
            for (std::int64_t& width : narrow) width = std::min<std::int64_t>(width, 24);
            config.set(path, narrow);
        }
    config.set("code.width", std::min<std::int64_t>(config.integer("code.width"), 16));
    config.set("epochs", std::int64_t(0));
    config.set("batch_size", std::int64_t(32));
    config.set("probe_points", std::int64_t(64));
    return config;
}

// A config with one setting changed.
inline RunConfig with(RunConfig config, const std::string& path, const std::string& text) {
    set_from_text(catalog(), config, path, text);
    return config;
}

}  // namespace latent::test
