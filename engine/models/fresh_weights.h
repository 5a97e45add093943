// Where the weights of a new net come from: a generator of its own, and a limit.
//
// Several nets are built on several threads at once, and each must come out the same for the same
// seed, so the library's global generator is not used. A net beyond the limit is refused before
// anything is allocated: beside its weights a run keeps their gradients, two running averages, the
// published copy, the last good copy and the explorer's.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <stdexcept>

namespace latent::models {

constexpr std::int64_t kMostParameters = 64'000'000;

// Its text is a sentence for the user.
class NetTooLarge : public std::runtime_error {
 public:
    NetTooLarge();
};

class FreshWeights {
 public:
    explicit FreshWeights(std::uint64_t seed);

    // Every one of them throws NetTooLarge.

    // Uniform in +-bound.
    torch::Tensor uniform(torch::IntArrayRef sizes, double bound);
    // Uniform in +-1/sqrt(fan_in), the library's own default for linear and convolution layers
    // (Kaiming uniform with a = sqrt 5); fan_in counts the numbers that one output is a sum of.
    torch::Tensor scaled(torch::IntArrayRef sizes, std::int64_t fan_in);
    // All the same: the gains (1) and offsets (0) of a layer norm.
    torch::Tensor constant(torch::IntArrayRef sizes, double value);

 private:
    void count(torch::IntArrayRef sizes);

    torch::Generator generator_;
    std::int64_t left_ = kMostParameters;
};

}  // namespace latent::models
