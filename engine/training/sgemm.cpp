#include "training/sgemm.h"

#include <ATen/Parallel.h>
#include <torch/types.h>

#include <algorithm>
#include <chrono>
#include <future>
#include <limits>
#include <stdexcept>

namespace latent::training {
namespace {

constexpr int kProducts = 6;

double best_seconds(int n, int threads) {
    using Clock = std::chrono::steady_clock;
    const torch::NoGradGuard no_gradients;
    at::set_num_threads(threads);
    const torch::Tensor a = torch::rand({n, n}), b = torch::rand({n, n});
    torch::Tensor product = torch::empty({n, n});
    at::mm_out(product, a, b);
    double best = std::numeric_limits<double>::infinity();
    for (int i = 0; i < kProducts; ++i) {
        const auto start = Clock::now();
        at::mm_out(product, a, b);
        best = std::min(best, std::chrono::duration<double>(Clock::now() - start).count());
    }
    return best;
}

}  // namespace

double sgemm_gflops(int n, int threads) {
    if (n < 1 || threads < 1)
        throw std::invalid_argument("A matrix product needs a size and a thread.");
    const double seconds =
        std::async(std::launch::async, best_seconds, n, threads).get();  // rethrows
    return 2.0 * n * n * n / seconds / 1e9;
}

}  // namespace latent::training
