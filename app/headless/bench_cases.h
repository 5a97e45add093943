// What `latent-lab bench` can measure, a line each: nets and batches that stay what they are
// whatever the presets become, so that figures of this year and the next can be held together.
// tests/bench/pytorch_training.py has the same nets, written plainly in PyTorch.
#pragma once

#include <string>
#include <vector>

namespace latent::headless {

enum class BenchKind {
    training,  // one run: samples a second
    sweep,     // many widths, as many at a time as there are cores, against one run alone
    sgemm      // the matrix product, the ceiling of all of them
};

struct BenchCase {
    std::string id, what;
    BenchKind kind = BenchKind::training;
    std::string system, data;
    std::vector<std::string> settings;  // "path=value", as --set takes them
    bool usual = true;                  // measured when no case is named
};

// In the order in which they are measured.
const std::vector<BenchCase>& bench_cases();

// The widths of the sweep, and of the run that it is held against.
const std::vector<int>& bench_widths();

}  // namespace latent::headless
