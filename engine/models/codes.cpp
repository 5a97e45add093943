#include "models/code.h"

namespace latent::models {

torch::Tensor sample(const Encoding& encoding, torch::Generator& noise) {
    const torch::Tensor eps =
        torch::randn(encoding.mean.sizes(), noise, encoding.mean.options().requires_grad(false));
    return encoding.mean + (0.5 * encoding.logvar).exp() * eps;
}

PythonText python_of_layer(const AffineImpl& layer, const std::string& what,
                           const std::string& forward) {
    return {{},
            filled(R"(class Code(nn.Module):
    """{what}"""

    def __init__(self):
        super().__init__()
        self.code = {code}

    def forward(self, h):
{forward})",
                   {{"what", what},
                    {"forward", forward},
                    {"code", layer.python()},
                    {"z", python_of(layer.activation(), "self.code(h)")}})};
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
