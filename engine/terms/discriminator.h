// The net of a second player: codes in, logits out.
//
//   z [B, k] -> Affine, LeakyReLU 0.2 -> ... -> Affine -> logits [B, n]
//
// Thread: the trainer's.
#pragma once

#include <torch/nn/module.h>
#include <torch/types.h>

#include <memory>
#include <vector>

#include "latent/param_spec.h"
#include "models/affine.h"
#include "models/fresh_weights.h"
#include "terms/term.h"

namespace latent::terms {

class Discriminator final : public torch::nn::Module {
 public:
    Discriminator(std::int64_t width, const Widths& hidden, std::int64_t outputs,
                  models::FreshWeights& fresh);

    // As its own loss sees it: gradients reach its parameters.
    torch::Tensor forward(const torch::Tensor& z) const { return forward(z, false); }
    // As the other player sees it: gradients reach z and nothing else.
    torch::Tensor frozen(const torch::Tensor& z) const { return forward(z, true); }

 private:
    torch::Tensor forward(const torch::Tensor& z, bool frozen) const;

    std::vector<models::Affine> layers_;
};

// A discriminator on codes with the learning rate that goes with it; params: opponent_specs().
struct OpponentNet {
    OpponentNet(const Params& params, const TermBlueprint& blueprint, std::int64_t outputs);

    std::shared_ptr<Discriminator> net;
    Opponent player;
};
std::vector<ParamSpec> opponent_specs();

}  // namespace latent::terms
