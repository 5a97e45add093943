#include "models/conv_layer.h"

#include <stdexcept>

#include "models/bend.h"
#include "models/transposed_convolution.h"

namespace latent::models {
namespace {

LayerInfo info_of(const std::string& what, std::int64_t in, std::int64_t out,
                  const torch::Tensor& weight, const torch::Tensor& bias, Activation activation) {
    LayerInfo layer;
    layer.name = what + " " + std::to_string(in) + " -> " + std::to_string(out);
    if (activation != Activation::linear) layer.name += std::string(", ") + name_of(activation);
    layer.weights = weight.numel();
    layer.biases = bias.numel();
    return layer;
}

}  // namespace

ConvolutionImpl::ConvolutionImpl(std::int64_t kernel, std::int64_t in, std::int64_t out,
                                 Activation activation, FreshWeights& fresh)
    : stride_(kernel == 4 ? 2 : 1), activation_(activation) {
    const std::int64_t fan_in = kernel * kernel * in;
    weight_ = register_parameter("weight", fresh.scaled({out, in, kernel, kernel}, fan_in));
    bias_ = register_parameter("bias", fresh.scaled({out}, fan_in));
}

torch::Tensor ConvolutionImpl::forward(const torch::Tensor& x) const {
    return bend(activation_, torch::conv2d(x, weight_, {}, stride_, /*padding=*/1), bias_);
}

LayerInfo ConvolutionImpl::describe(const std::string& part, int height, int width) const {
    LayerInfo layer = info_of(stride_ == 2 ? "convolution 4x4, stride 2," : "convolution 3x3",
                              weight_.size(1), weight_.size(0), weight_, bias_, activation_);
    layer.part = part;
    layer.output = {weight_.size(0), height, width};
    return layer;
}

std::string ConvolutionImpl::python() const {
    return "nn.Conv2d(" + std::to_string(weight_.size(1)) + ", " + std::to_string(weight_.size(0)) +
           ", " + std::to_string(weight_.size(2)) + (stride_ == 2 ? ", stride=2" : "") +
           ", padding=1)";
}

UpConvolutionImpl::UpConvolutionImpl(std::int64_t in, std::int64_t out, Activation activation,
                                     FreshWeights& fresh)
    : activation_(activation) {
    const std::int64_t fan_in = 4 * 4 * out;
    weight_ = register_parameter("weight", fresh.scaled({in, out, 4, 4}, fan_in));
    bias_ = register_parameter("bias", fresh.scaled({out}, fan_in));
}

torch::Tensor UpConvolutionImpl::forward(const torch::Tensor& x, int height, int width) const {
    return bend(activation_, transposed_convolution(x, weight_, height, width), bias_);
}

LayerInfo UpConvolutionImpl::describe(const std::string& part, int height, int width) const {
    LayerInfo layer = info_of("transposed convolution 4x4, stride 2,", weight_.size(0),
                              weight_.size(1), weight_, bias_, activation_);
    layer.part = part;
    layer.output = {weight_.size(1), height, width};
    return layer;
}

std::string UpConvolutionImpl::python(int height, int width) const {
    std::string text = "nn.ConvTranspose2d(" + std::to_string(weight_.size(0)) + ", " +
                       std::to_string(weight_.size(1)) + ", 4, stride=2, padding=1";
    if (height % 2 != 0 || width % 2 != 0)
        text += ", output_padding=(" + std::to_string(height % 2) + ", " +
                std::to_string(width % 2) + ")";
    return text + ")";
}

std::vector<Sides> halvings(const ImageShape& image, std::size_t times) {
    std::vector<Sides> sides{{image.height, image.width}};
    for (std::size_t i = 0; i < times; ++i) {
        const Sides next{sides.back().height / 2, sides.back().width / 2};
        if (next.height < 1 || next.width < 1)
            throw std::invalid_argument(
                "Images of " + std::to_string(image.height) + "x" + std::to_string(image.width) +
                " pixels are too small to be halved " + std::to_string(times) +
                " times. Give fewer channel widths.");
        sides.push_back(next);
    }
    return sides;
}

}  // namespace latent::models
