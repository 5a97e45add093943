#include "models/affine.h"

#include <cmath>

#include "models/bend.h"
#include "models/gradients.h"
#include "models/python.h"

namespace latent::models {

AffineImpl::AffineImpl(std::int64_t in, std::int64_t out, Activation activation,
                       FreshWeights& fresh, bool with_bias)
    : activation_(activation) {
    const double bound = 1.0 / std::sqrt(double(in));
    weight = register_parameter("weight", fresh.uniform({out, in}, bound));
    if (with_bias) bias = register_parameter("bias", fresh.uniform({out}, bound));
}

torch::Tensor AffineImpl::forward(const torch::Tensor& x) const {
    return bend(activation_, product(x, weight), bias);
}

std::string AffineImpl::python() const {
    return python_linear(weight.size(1), weight.size(0), bias.defined());
}

LayerInfo AffineImpl::describe(const std::string& part) const {
    LayerInfo layer;
    layer.part = part;
    layer.name =
        "linear " + std::to_string(weight.size(1)) + " -> " + std::to_string(weight.size(0));
    if (activation_ != Activation::linear) layer.name += std::string(", ") + name_of(activation_);
    layer.output = {weight.size(0)};
    layer.weights = weight.numel();
    layer.biases = bias.defined() ? bias.numel() : 0;
    return layer;
}

}  // namespace latent::models
