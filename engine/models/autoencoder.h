// An autoencoder as composed: architecture, code, output, and the centring of the input.
//
//   encode   x [B, C, H, W] -> {z, mean, logvar}          of x - m
//   decode   z [B, k]       -> {logits, values}           values = f(logits), [B, C, H, W]
//
// m is the mean of the training samples where input.centre is set, otherwise 0. f is the output's
// function (output.h): what comes out is always in the units of what went in.
//
// Thread: one at a time. The trainer and the explorer each have a copy of their own, built from the
// same config.
#pragma once

#include <torch/nn/module.h>
#include <torch/types.h>

#include <cstdint>
#include <memory>

#include "latent/run_config.h"
#include "latent/snapshot.h"
#include "models/architecture.h"
#include "models/code.h"
#include "models/output.h"
#include "models/sliced.h"
#include "models/weights.h"

namespace latent::models {

struct Decoding {
    torch::Tensor logits, values;
};

class Autoencoder final : public torch::nn::Module {
 public:
    // Builds the net of a plan with a validated config and fresh weights from `seed`. Throws
    // NetTooLarge, and std::invalid_argument with a sentence when the architecture cannot be built
    // for samples of that shape.
    Autoencoder(const NetPlan& plan, std::uint64_t seed);

    // What encode() and decode() share their work among (sliced.h); null: the calling thread alone.
    // It must outlive the net, or be taken away before. Not for losses that take gradients of
    // gradients.
    void work_with(concurrency::Team* team) { team_ = team; }

    // noise: see Code::encode.
    Encoding encode(const torch::Tensor& x, torch::Generator* noise = nullptr);
    // Without `values` the logits alone, for a loss that reads no more.
    Decoding decode(const torch::Tensor& z, const Bypass& bypass = {}, bool values = true);
    // At the posterior's mean, with what flowed round the code.
    Decoding decode_mean(const Encoding& encoding) {
        return decode(encoding.mean, encoding.bypass);
    }

    bool has_skips() const { return architecture_->has_skips(); }
    // The whole encoder as one layer z = act(W x + b), or nullptr when it is more than that.
    const AffineImpl* single_layer_encoder() const;

    ModelInfo describe() const;
    // A whole model.py (python.h): this net in PyTorch, a reader of weights.safetensors beside it, and
    // a main program that compares outputs.npy with what it makes of inputs.npy. `about` is one line
    // that says what the net is.
    std::string python(const std::string& about) const;
    const ImageShape& sample() const { return sample_; }
    std::int64_t code_width() const { return code_width_; }

 private:
    torch::Tensor features_of(const torch::Tensor& x, Bypass& bypass);
    torch::Tensor logits_of(const torch::Tensor& z, const Bypass& bypass);

    ImageShape sample_;
    std::int64_t code_width_;
    const OutputEntry* output_;
    torch::Tensor centre_;  // [C, H, W], or undefined
    std::shared_ptr<Architecture> architecture_;
    std::shared_ptr<Code> code_;
    concurrency::Team* team_ = nullptr;
    Tensors parameters_;  // of the architecture
};

}  // namespace latent::models
