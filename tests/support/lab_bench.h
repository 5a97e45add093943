// A lab whose news wake whoever waits for a condition.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

#include "latent/lab.h"
#include "training/engine.h"

namespace latent::test {

// One lab, whose news wake whoever waits for a condition.
class LabBench {
 public:
    LabBench() : engine_(training::make_engine()), lab_(engine_->make_lab()) {
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

inline RunOptions resting() {
    RunOptions options;
    options.start = false;
    return options;
}

}  // namespace latent::test
