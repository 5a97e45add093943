// A named part of the loss. What is trained is reconstruction + sum_i weight_i term_i.
//
// Convention: reconstruction terms are summed over the pixels of a sample, code terms over the
// latents, and all are averaged over the batch; natural logarithms. Every term's unweighted value
// is recorded under its own name: curves, logs and the formula on screen come from that list, with
// no code of a term's own.
//
// A term may bring a *head*: a module that is trained together with the net, by the same loss and
// the same optimiser (a classifier on the code). It may bring an *opponent*: a second player, a
// module with a loss and an optimiser of its own, which takes its step after the net has taken one
// (a discriminator). And it may keep state of its own from step to step: a term is built once a run
// and configured when a live parameter changes.
//
// A new term: one file here and one line in terms.inc.
//
// Thread: the trainer's.
#pragma once

#include <torch/nn/module.h>
#include <torch/types.h>

#include <memory>
#include <string>
#include <vector>

#include "catalog/entry.h"
#include "catalog/params.h"
#include "models/autoencoder.h"

namespace latent::terms {

// One batch on its way through the net.
struct Pass {
    torch::Tensor input;      // [B, C, H, W] clean: what the output is compared with
    torch::Tensor corrupted;  // [B, C, H, W] what was encoded
    torch::Tensor labels;     // [B] int64, -1 where unknown; undefined when the data has no classes
    models::Encoding encoding;
    models::Decoding output;
    std::int64_t step = 0;
    bool training = true;  // false: an evaluation, without gradients
    models::Autoencoder* net = nullptr;
    torch::Generator* noise = nullptr;  // for whatever a term draws
};

// A second player.
struct Opponent {
    std::shared_ptr<torch::nn::Module> module;
    double learning_rate = 1e-4, beta1 = 0.5, beta2 = 0.9;  // of its Adam
};

class Term {
 public:
    virtual ~Term() = default;

    // A scalar, differentiable with respect to what the pass was computed from. With an opponent:
    // the net's side of the game; no gradient of it ever reaches the opponent's parameters.
    virtual torch::Tensor loss(const Pass& pass) = 0;

    // Which of several ways this one takes, in a few words for its label; "" where there is one.
    virtual std::string variant() const { return ""; }

    // Live parameters changed; everything else the term has learnt stays.
    virtual void configure(const Params&) {}

    // Trained with the net; null: none.
    virtual std::shared_ptr<torch::nn::Module> head() const { return nullptr; }

    // The second player, or null; and its own loss, of a pass whose encoding was detached: no
    // gradient of it ever reaches the net.
    virtual const Opponent* opponent() const { return nullptr; }
    virtual torch::Tensor opponent_loss(const Pass& detached);

    // True: pass.corrupted requires a gradient and the encoding was computed from it, so that
    // dz/dx can be had by backward passes.
    virtual bool needs_input_gradient() const { return false; }

    // True: loss() reads pass.output.values. While training they are computed only for such a term;
    // the logits are always there.
    virtual bool reads_values() const { return false; }
};

// What a term is built for.
struct TermBlueprint {
    ImageShape sample;
    std::int64_t code_width = 2;   // k
    std::int64_t classes = 0;      // 0: no labels
    std::int64_t train_count = 1;  // N, samples of the training split
    models::FreshWeights& fresh;
    bool single_layer_encoder = false;  // the encoder is z = act(W x + b) and no more, act not gelu
};

using TermEntry = Entry<Term, const Params&, const TermBlueprint&>;
const std::vector<TermEntry>& terms();

// The weight every term has, as its first parameter.
ParamSpec weight_spec(double default_value, double low, double high,
                      const std::string& label = "weight");

}  // namespace latent::terms
