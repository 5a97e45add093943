// How samples become features and codes become samples: the two halves of a net round its code.
//
//   x [B, C, H, W] --features--> h [B, F] --code (code.h)--> z [B, k] --decode--> y [B, C, H, W]
//
// `decode` ends before the output's function (output.h), because Bernoulli losses are computed from
// logits. What reaches the decoder round the code is the Bypass, empty for honest nets.
//
// A new architecture: one file here and one line in architectures.inc.
#pragma once

#include <torch/nn/module.h>
#include <torch/types.h>

#include <memory>
#include <vector>

#include "catalog/entry.h"
#include "catalog/params.h"
#include "latent/snapshot.h"
#include "models/activation.h"
#include "models/fresh_weights.h"
#include "models/python.h"

namespace latent::models {

// What reaches a decoder besides the code.
struct Bypass {
    std::vector<torch::Tensor> skips;  // of the encoder (unet); their meaning is the architecture's
    torch::Tensor
        target;  // [B, C, H, W] while training: what teacher forcing may look at; or undefined
};

class Architecture : public torch::nn::Module {
 public:
    // Fills bypass.skips where the net has skip connections.
    virtual torch::Tensor features(const torch::Tensor& x, Bypass& bypass) = 0;
    virtual std::int64_t feature_width() const = 0;
    // Must do with an empty bypass: without skips they count as zeros; without a target a sequence
    // decoder feeds on its own output.
    virtual torch::Tensor decode(const torch::Tensor& z, const Bypass& bypass) = 0;
    // True when part of the input reaches the decoder round the code.
    virtual bool has_skips() const { return false; }
    // True when features() only flattens x, so that the code's layer is the whole encoder.
    virtual bool features_are_input() const { return false; }
    // False when the net has no biases at all, so that the code's layer must do without one too.
    virtual bool biases() const { return true; }

    virtual std::vector<LayerInfo> encoder_layers() const = 0;
    virtual std::vector<LayerInfo> decoder_layers() const = 0;
    // Itself in PyTorch (python.h).
    virtual PythonText python() const = 0;
};

// What an architecture is built for. `make` throws std::invalid_argument with a sentence when it
// cannot be built for samples of that shape.
struct Blueprint {
    ImageShape sample;            // of one input
    std::int64_t code_width = 2;  // k
    FreshWeights& fresh;
    Activation output = Activation::linear;  // what follows decode() (output.h)
};

using ArchitectureEntry = Entry<Architecture, const Params&, const Blueprint&>;
const std::vector<ArchitectureEntry>& architectures();

}  // namespace latent::models
