// `latent-lab bench`: how fast this machine trains.
//
//   latent-lab bench                            the four nets of bench_cases.h, and the matrix product
//   latent-lab bench dense_128 conv_64 --json   those two
//   latent-lab bench sweep_7                    seven widths side by side against one alone
//
//   --seconds S    measured of each run (5; with --quick 1), after its start and its first look
//   --threads N    that a run trains with, and the product is made with; 0: its share of the machine
//   --quick        for a first impression
//   --json         {"dense_128": {"samples_per_second": ..., ...}, ..., "sgemm_gflops": ...,
//                  "threads": N}, and nothing else on stdout
//
// Samples a second over the whole time measured, looks included, as `latent-lab train` does it; the
// windows' spread tells how quiet the machine was. tests/bench/against_pytorch.py holds the figures
// against PyTorch's.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace latent::headless {

// As add_train_command (train_command.h).
void add_bench_command(CLI::App& app, std::function<int()>& chosen);

}  // namespace latent::headless
