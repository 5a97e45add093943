// How samples become features and codes become samples: the two halves of a net round its code.
//
//   x [B, C, H, W] --features--> h [B, F] --code (code.h)--> z [B, k] --decode--> logits [B, C, H,
//   W]
//
// `decode` ends before the output's squashing function, because Bernoulli losses are computed from
// logits; the Autoencoder (autoencoder.h) squashes them.
//
// A new architecture: one file here and one line in architectures.inc.
#pragma once

#include <torch/torch.h>

#include <memory>
#include <vector>

#include "catalog/entry.h"
#include "catalog/params.h"
#include "latent/snapshot.h"
#include "models/fresh_weights.h"

namespace latent::models {

class Architecture : public torch::nn::Module {
 public:
    virtual torch::Tensor features(const torch::Tensor& x) = 0;
    virtual std::int64_t feature_width() const = 0;
    virtual torch::Tensor decode(const torch::Tensor& z) = 0;

    virtual std::vector<LayerInfo> encoder_layers() const = 0;
    virtual std::vector<LayerInfo> decoder_layers() const = 0;
};

// What an architecture is built for.
struct Blueprint {
    ImageShape sample;            // of one input
    std::int64_t code_width = 2;  // k
    FreshWeights& fresh;
};

using ArchitectureEntry = Entry<Architecture, const Params&, const Blueprint&>;
const std::vector<ArchitectureEntry>& architectures();

}  // namespace latent::models
