#include "models/fresh_weights.h"

#include <ATen/CPUGeneratorImpl.h>

namespace latent::models {

NetTooLarge::NetTooLarge()
    : std::runtime_error(
          "This net would have more than 64 million parameters. Make its layers narrower or "
          "fewer.") {}

FreshWeights::FreshWeights(std::uint64_t seed)
    : generator_(at::make_generator<at::CPUGeneratorImpl>(seed)) {}

torch::Tensor FreshWeights::uniform(torch::IntArrayRef sizes, double bound) {
    for (std::int64_t needed = 1, i = 0; i < std::int64_t(sizes.size()); ++i) {
        needed *= sizes[std::size_t(i)];
        if (needed > left_) throw NetTooLarge();
        if (i + 1 == std::int64_t(sizes.size())) left_ -= needed;
    }
    torch::NoGradGuard no_grad;
    return torch::empty(sizes).uniform_(-bound, bound, generator_);
}

}  // namespace latent::models
