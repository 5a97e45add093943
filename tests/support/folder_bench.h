// Runs in folders: a lab whose news wake whoever waits for a condition, and small runs for it.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "latent/lab.h"
#include "support/small_config.h"
#include "training/engine.h"

namespace latent::test {

inline RunConfig short_run(std::int64_t steps, const std::string& system = "vae") {
    RunConfig config = small_config(system);
    config.set("data", std::string("sprites"));
    config.set("samples.limit", std::int64_t(200));
    config.set("steps", steps);
    config.set("threads", std::int64_t(1));
    return config;
}

// One lab, whose news wake whoever waits for a condition.
class FolderBench {
 public:
    FolderBench() : engine_(training::make_engine()), lab_(engine_->make_lab()) {
        lab_->on_news([this] {
            { std::lock_guard lock(mutex_); }
            news_.notify_all();
        });
    }
    Lab& lab() { return *lab_; }
    const Engine& engine() { return *engine_; }

    // True once `condition` holds; false after 60 seconds.
    bool eventually(const std::function<bool()>& condition) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        std::unique_lock lock(mutex_);
        while (!condition()) {
            if (std::chrono::steady_clock::now() > deadline) return false;
            news_.wait_for(lock, std::chrono::milliseconds(20));
        }
        return true;
    }
    bool reaches(RunId run, RunState state) {
        return eventually([&] { return lab_->snapshot(run)->state == state; });
    }
    // With codes, so that the whole folder has been read.
    bool opens(RunId run) {
        return eventually([&] {
            const auto now = lab_->snapshot(run);
            return now->state == RunState::failed || now->cloud;
        });
    }

 private:
    std::mutex mutex_;
    std::condition_variable news_;
    std::unique_ptr<Engine> engine_;
    std::unique_ptr<Lab> lab_;
};

inline RunOptions kept_in(const std::filesystem::path& folder, bool summarise = false) {
    RunOptions options;
    options.folder = folder.string();
    options.summarise = summarise;
    options.save_every = 1e9;
    return options;
}
inline RunOptions resting() {
    RunOptions options;
    options.start = false;
    return options;
}

// A run of so many steps, kept and left.
inline void leave_run(const std::filesystem::path& folder, const RunConfig& config,
                      bool summarise = false) {
    FolderBench bench;
    const RunId run = bench.lab().create(config, kept_in(folder, summarise));
    REQUIRE(bench.eventually([&] {
        const auto now = bench.lab().snapshot(run);
        return now->state == RunState::finished && (!summarise || now->summary);
    }));
}

}  // namespace latent::test
