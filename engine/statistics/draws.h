// Random draws that come out the same on every machine: the standard library's distributions and
// shuffles are its maker's business, its engines are not.
//
//   Draws draws(7);
//   draws.below(5);         // 0 .. 4, each equally likely
//   draws.permutation(n);   // 0 .. n - 1 in any order
//
// Thread: one at a time.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

namespace latent::statistics {

class Draws {
 public:
    explicit Draws(std::uint64_t seed) : engine_(seed) {}

    // `n` in 1 .. 2^32 - 1.
    std::size_t below(std::size_t n) {
        return std::size_t(((engine_() >> 32) * std::uint64_t(n)) >> 32);
    }

    // In (0, 1).
    double uniform() { return (double(engine_() >> 11) + 0.5) * 0x1p-53; }

    // N(0, 1), by the transform of Box and Muller (1958).
    double normal() {
        const double radius = std::sqrt(-2 * std::log(uniform()));
        return radius * std::cos(6.283185307179586 * uniform());
    }

    // Brings a random choice of `count` of `values` to its front (Fisher and Yates).
    template <class T>
    void choose(std::vector<T>& values, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i)
            std::swap(values[i], values[i + below(values.size() - i)]);
    }

    std::vector<int> permutation(std::size_t n) {
        std::vector<int> order(n);
        std::iota(order.begin(), order.end(), 0);
        choose(order, n);
        return order;
    }

 private:
    std::mt19937_64 engine_;
};

}  // namespace latent::statistics
