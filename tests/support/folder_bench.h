// Runs in folders: small ones, kept, left and watched by another program.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "support/lab_bench.h"
#include "support/small_config.h"

namespace latent::test {

inline RunConfig short_run(std::int64_t steps, const std::string& system = "vae") {
    RunConfig config = small_config(system);
    config.set("data", std::string("sprites"));
    config.set("samples.limit", std::int64_t(200));
    config.set("steps", steps);
    config.set("threads", std::int64_t(1));
    return config;
}

inline RunOptions kept_in(const std::filesystem::path& folder, bool summarise = false) {
    RunOptions options;
    options.folder = folder.string();
    options.summarise = summarise;
    options.save_every = 1e9;
    return options;
}

// A run of so many steps, kept and left.
inline void leave_run(const std::filesystem::path& folder, const RunConfig& config,
                      bool summarise = false) {
    LabBench bench;
    const RunId run = bench.lab().create(config, kept_in(folder, summarise));
    REQUIRE(bench.eventually([&] {
        const auto now = bench.lab().snapshot(run);
        return now->state == RunState::finished && (!summarise || now->summary);
    }));
}

// A run that one lab trains and keeps, opened by another, which may only watch it.
struct WatchedRun {
    explicit WatchedRun(const std::filesystem::path& folder)
        : original(theirs.lab().create(short_run(0), kept_in(folder))) {
        REQUIRE(theirs.eventually(
            [&] { return !theirs.lab().snapshot(original)->kept->checkpoints.empty(); }));
        run = ours.lab().open(folder.string());
        REQUIRE(ours.opens(run));
        REQUIRE(now()->kept->watched);
    }
    std::shared_ptr<const Snapshot> now() { return ours.lab().snapshot(run); }

    LabBench theirs, ours;
    RunId original, run = RunId::none;
};

}  // namespace latent::test
