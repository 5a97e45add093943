// The convolutions that image architectures are built of, each followed by an activation.
//
//   Convolution     k3 s1 p1   [B, C, H, W] -> [B, C', H, W]               keeps the size
//                   k4 s2 p1   [B, C, H, W] -> [B, C', H / 2, W / 2]       halves it, rounded down
//   UpConvolution   k4 s2 p1   [B, C, h, w] -> [B, C', H, W]               doubles it (+ 1 if H is
//                   transposed                                             odd)
//
// Weights: [C', C, k, k], transposed [C, C', k, k]; biases [C']. Parameters of either:
// (k^2 C + 1) C'. Fresh weights are the library's own: uniform in +-1/sqrt(fan_in), with fan_in =
// k^2 C, and for the transposed one k^2 C' (the library counts the second dimension of the weight).
//
// An image can be halved while both its sides are at least 2.
#pragma once

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include <vector>

#include "latent/snapshot.h"
#include "models/activation.h"
#include "models/fresh_weights.h"

namespace latent::models {

class ConvolutionImpl : public torch::nn::Module {
 public:
    // kernel 3 keeps the size, kernel 4 halves it.
    ConvolutionImpl(std::int64_t kernel, std::int64_t in, std::int64_t out, Activation activation,
                    FreshWeights& fresh);

    torch::Tensor forward(const torch::Tensor& x) const;
    LayerInfo describe(const std::string& part, int height, int width) const;  // of the output
    std::string python() const;  // "nn.Conv2d(1, 32, 4, stride=2, padding=1)"
    Activation activation() const { return activation_; }

 private:
    std::int64_t stride_;
    Activation activation_;
    torch::Tensor weight_, bias_;
};
TORCH_MODULE(Convolution);

class UpConvolutionImpl : public torch::nn::Module {
 public:
    UpConvolutionImpl(std::int64_t in, std::int64_t out, Activation activation,
                      FreshWeights& fresh);

    torch::Tensor forward(const torch::Tensor& x, int height, int width) const;
    LayerInfo describe(const std::string& part, int height, int width) const;  // of the output
    // From h x w to height x width: "nn.ConvTranspose2d(32, 1, 4, stride=2, padding=1)", with the
    // output padding that odd sides need.
    std::string python(int height, int width) const;
    Activation activation() const { return activation_; }

 private:
    Activation activation_;
    torch::Tensor weight_, bias_;
};
TORCH_MODULE(UpConvolution);

// The sides of an image before and after each of `times` halvings: times + 1 entries, the image's
// own first. Throws std::invalid_argument with a sentence when a side would fall below 1.
struct Sides {
    int height = 0, width = 0;
};
std::vector<Sides> halvings(const ImageShape& image, std::size_t times);

}  // namespace latent::models
