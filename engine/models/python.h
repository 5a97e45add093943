// A part of a net as the text of a PyTorch module, for those who go on in Python.
//
// Every architecture and every code says its own text, so that a new one is still one file. The names
// of its submodules and parameters are those of the C++ module, so that load_state_dict() finds in
// weights.safetensors what it looks for. Numbers that the config settles are written out: the text is
// this net, not a library of nets.
//
//   class Architecture(nn.Module)   features(x [B, C, H, W]) -> h [B, F]   decode(z [B, k]) -> y
//                                   with skips: features -> (h, skips), decode(z, skips)
//   class Code(nn.Module)           forward(h [B, F]) -> z [B, k], the posterior's mean
//
// Thread: any.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "models/activation.h"

namespace latent::models {

struct PythonText {
    std::vector<std::string> shared;  // classes that it uses, whole, in the order in which they are
                                      // needed; parts that use the same class give the same text
    std::string text;                 // its own class
};

// An expression of Python that is activate(activation, x): "torch.relu(x)"; `x` itself for linear.
std::string python_of(Activation activation, const std::string& x);

// "nn.Linear(784, 256)", with ", bias=False" where there is none.
std::string python_linear(std::int64_t in, std::int64_t out, bool bias = true);

// Replaces every {NAME} of the template by the text given for it.
std::string filled(std::string text,
                   const std::vector<std::pair<std::string, std::string>>& values);

}  // namespace latent::models
