#include "models/fresh_weights.h"

#include <ATen/CPUGeneratorImpl.h>

#include <cmath>

namespace latent::models {

NetTooLarge::NetTooLarge()
    : std::runtime_error(
          "This net would have more than 64 million parameters. Make its layers narrower or "
          "fewer.") {}

FreshWeights::FreshWeights(std::uint64_t seed)
    : generator_(at::make_generator<at::CPUGeneratorImpl>(seed)) {}

void FreshWeights::count(torch::IntArrayRef sizes) {
    std::int64_t needed = 1;
    for (std::int64_t size : sizes) {
        // Before the product, which could wrap round.
        if (size != 0 && needed > left_ / size) throw NetTooLarge();
        needed *= size;
    }
    left_ -= needed;
}

torch::Tensor FreshWeights::uniform(torch::IntArrayRef sizes, double bound) {
    count(sizes);
    torch::NoGradGuard no_grad;
    return torch::empty(sizes).uniform_(-bound, bound, generator_);
}

torch::Tensor FreshWeights::scaled(torch::IntArrayRef sizes, std::int64_t fan_in) {
    return uniform(sizes, 1.0 / std::sqrt(double(fan_in)));
}

torch::Tensor FreshWeights::constant(torch::IntArrayRef sizes, double value) {
    count(sizes);
    return torch::full(sizes, value);
}

}  // namespace latent::models
