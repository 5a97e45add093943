// An autoencoder as composed: architecture, code and the squashing of the output.
//
//   encode   x [B, C, H, W] -> {z, mean, logvar}
//   decode   z [B, k]       -> {logits, values} [B, C, H, W];  values are what is shown, in [0, 1]
//   for images
//
// Thread: one at a time. The trainer and the explorer each have a copy of their own, built from the
// same config.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>

#include "latent/run_config.h"
#include "latent/snapshot.h"
#include "models/architecture.h"
#include "models/code.h"

namespace latent::models {

struct Decoding {
    torch::Tensor logits, values;
};

class Autoencoder final : public torch::nn::Module {
 public:
    // Builds the net of a validated config with fresh weights from `seed`. Throws NetTooLarge.
    Autoencoder(const RunConfig& config, const ImageShape& sample, std::uint64_t seed);

    // noise: see Code::encode.
    Encoding encode(const torch::Tensor& x, torch::Generator* noise = nullptr);
    Decoding decode(const torch::Tensor& z);

    ModelInfo describe() const;
    const ImageShape& sample() const { return sample_; }
    std::int64_t code_width() const { return code_width_; }

 private:
    ImageShape sample_;
    std::int64_t code_width_;
    std::shared_ptr<Architecture> architecture_;
    std::shared_ptr<Code> code_;
};

}  // namespace latent::models
