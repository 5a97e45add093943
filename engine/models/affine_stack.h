// Several fully connected layers in a row: y = f_n(W_n ... f_1(W_1 x + b_1) ... + b_n).
//
// x: [B, w_0]   y: [B, w_n]   for widths w_0, w_1, ..., w_n. Parameters: the sum over the layers of
// (w_{i-1} + 1) w_i. A stack of a single width is the identity.
#pragma once

#include <vector>

#include "latent/param_spec.h"
#include "latent/snapshot.h"
#include "models/affine.h"

namespace latent::models {

class AffineStackImpl : public torch::nn::Module {
 public:
    // Every layer is followed by `activation`, the last one by `last`.
    AffineStackImpl(const Widths& widths, Activation activation, Activation last,
                    FreshWeights& fresh);

    torch::Tensor forward(torch::Tensor x) const;
    std::vector<LayerInfo> describe(const std::string& part) const;
    // In PyTorch (python.h): what makes its layers, "nn.ModuleList([...])", and the lines of a method
    // that take a variable through them.
    std::string python_layers() const;
    std::string python_forward(const std::string& name, const std::string& variable) const;
    std::int64_t layer_count() const { return std::int64_t(layers_.size()); }

 private:
    std::vector<Affine> layers_;
};
TORCH_MODULE(AffineStack);

}  // namespace latent::models
