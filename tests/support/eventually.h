// Waits for what another thread brings about.
//
//   CHECK(eventually([&] { return lab->embedding(run) != nullptr; }));
#pragma once

#include <chrono>
#include <thread>

namespace latent::test {

// True as soon as `condition` holds, which is asked every few milliseconds; false after three
// minutes: work of low rank takes its time on a machine that is busy otherwise.
template <class Condition>
bool eventually(Condition condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(3);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
}

}  // namespace latent::test
