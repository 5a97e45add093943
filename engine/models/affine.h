// One fully connected layer: y = activation(x W^T + b).
//
// x: [B, in]   W: [out, in]   b: [out]   y: [B, out]
//
// Fresh weights and biases are uniform in +-1/sqrt(in), LibTorch's own default for a linear layer
// (Kaiming uniform with a = sqrt 5).
#pragma once

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include "latent/snapshot.h"
#include "models/activation.h"
#include "models/fresh_weights.h"

namespace latent::models {

class AffineImpl : public torch::nn::Module {
 public:
    AffineImpl(std::int64_t in, std::int64_t out, Activation activation, FreshWeights& fresh,
               bool with_bias = true);

    torch::Tensor forward(const torch::Tensor& x) const;

    // As `inspect` lists it.
    LayerInfo describe(const std::string& part) const;

    std::string python() const;  // the layer without its activation: "nn.Linear(784, 256)"
    Activation activation() const { return activation_; }

    torch::Tensor weight, bias;  // bias is undefined for a layer without one

 private:
    Activation activation_;
};
TORCH_MODULE(Affine);

}  // namespace latent::models
