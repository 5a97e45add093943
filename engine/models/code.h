// The bottleneck: what stands between the two halves of a net.
//
// A code turns features h [B, F] into an encoding. A deterministic code has z alone; a gaussian one
// has a posterior q(z|x) = N(mean, diag exp(logvar)) and z is a sample of it while training, its
// mean otherwise.
//
// A new code: one file here and one line in codes.inc.
#pragma once

#include <torch/nn/module.h>
#include <torch/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "catalog/entry.h"
#include "catalog/params.h"
#include "latent/snapshot.h"
#include "models/activation.h"
#include "models/affine.h"
#include "models/architecture.h"
#include "models/fresh_weights.h"

namespace latent::models {

struct Encoding {
    torch::Tensor z;             // [B, k] what is decoded
    torch::Tensor mean, logvar;  // [B, k] the posterior; logvar is undefined without one
    Bypass bypass;               // what flows round the code

    bool gaussian() const { return logvar.defined(); }
};

// A draw from the posterior of a gaussian encoding: mean + exp(logvar / 2) eps, eps ~ N(0, I).
torch::Tensor sample(const Encoding& encoding, torch::Generator& noise);

class Code : public torch::nn::Module {
 public:
    // With a generator z is sampled where the code is stochastic; without one (nullptr) z is the
    // mean.
    virtual Encoding encode(const torch::Tensor& features, torch::Generator* noise) = 0;
    virtual std::vector<LayerInfo> layers() const = 0;
    // Itself in PyTorch (python.h).
    virtual PythonText python() const = 0;
    // The one layer z = act(W h + b) that this code is, or nullptr when it is more than that.
    virtual const AffineImpl* single_layer() const { return nullptr; }
};

struct CodeBlueprint {
    std::int64_t feature_width = 0, width = 2;
    Activation activation = Activation::linear;
    FreshWeights& fresh;
    bool bias = true;  // of the layer that makes z
};

// The text of a code that has one layer, registered as "code". `forward` is the body of forward(h),
// in which {z} stands for act(W h + b).
PythonText python_of_layer(const AffineImpl& layer, const std::string& what,
                           const std::string& forward);

using CodeEntry = Entry<Code, const Params&, const CodeBlueprint&>;
const std::vector<CodeEntry>& codes();

}  // namespace latent::models
