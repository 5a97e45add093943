#include "models/code.h"

namespace latent::models {

torch::Tensor sample(const Encoding& encoding, torch::Generator& noise) {
    const torch::Tensor eps =
        torch::randn(encoding.mean.sizes(), noise, encoding.mean.options().requires_grad(false));
    return encoding.mean + (0.5 * encoding.logvar).exp() * eps;
}

#define CODE(id) CodeEntry describe_##id##_code();
#include "models/codes.inc"
#undef CODE

const std::vector<CodeEntry>& codes() {
    static const std::vector<CodeEntry> entries{
#define CODE(id) describe_##id##_code(),
#include "models/codes.inc"
#undef CODE
    };
    return entries;
}

}  // namespace latent::models
