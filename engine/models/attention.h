// The parts of a transformer, each with a layer norm before it and a shortcut round it (Vaswani et
// al. 2017; norm first: Xiong et al. 2020).
//
//   LayerNorm     (x - mean) / sqrt(variance + 1e-5) g + b, over the last dimension
//   Attention     x + W_o [head_1, ..., head_n] + b_o,
//                 head_i = softmax(Q_i K_i^T / sqrt(d / n)) V_i,
//                 Q = W_q LN(x) + b_q,  K, V = W_k m + b_k, W_v m + b_v
//                 m is LN(x) itself, or a memory of other tokens (cross-attention)
//   FeedForward   x + W_2 gelu(W_1 LN(x) + b_1) + b_2
//
// x: [B, T, d]   m: [B, M, d]   result: [B, T, d]. Parameters: LayerNorm 2 d; Attention 4 d (d + 1)
// + 2 d; FeedForward (d + 1) f + (f + 1) d + 2 d.
#pragma once

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include <string>
#include <vector>

#include "latent/snapshot.h"
#include "models/affine.h"
#include "models/fresh_weights.h"

namespace latent::models {

class LayerNormImpl : public torch::nn::Module {
 public:
    LayerNormImpl(std::int64_t width, FreshWeights& fresh);
    torch::Tensor forward(const torch::Tensor& x) const;
    LayerInfo describe(const std::string& part, std::int64_t tokens) const;

 private:
    torch::Tensor gain_, offset_;  // [d], fresh: 1 and 0
};
TORCH_MODULE(LayerNorm);

class AttentionImpl : public torch::nn::Module {
 public:
    // width is a multiple of heads.
    AttentionImpl(std::int64_t width, std::int64_t heads, FreshWeights& fresh);
    torch::Tensor to_itself(const torch::Tensor& x) const;
    torch::Tensor to_memory(const torch::Tensor& x, const torch::Tensor& memory) const;
    LayerInfo describe(const std::string& part, const std::string& what, std::int64_t tokens) const;

 private:
    torch::Tensor attend(const torch::Tensor& x, const torch::Tensor& normed,
                         const torch::Tensor& memory) const;
    torch::Tensor heads_of(const torch::Tensor& tokens, const Affine& projection) const;

    std::int64_t heads_;
    LayerNorm norm_;
    Affine query_, key_, value_, out_;
};
TORCH_MODULE(Attention);

class FeedForwardImpl : public torch::nn::Module {
 public:
    FeedForwardImpl(std::int64_t width, std::int64_t inner, FreshWeights& fresh);
    torch::Tensor forward(const torch::Tensor& x) const;
    LayerInfo describe(const std::string& part, std::int64_t tokens) const;

 private:
    LayerNorm norm_;
    Affine in_, out_;
};
TORCH_MODULE(FeedForward);

// The three classes in PyTorch (python.h), in the order in which they are needed.
const std::vector<std::string>& python_of_attention();

// An Affine at every token: [B, T, in] -> [B, T, out].
torch::Tensor at_each_token(const Affine& layer, const torch::Tensor& tokens);

}  // namespace latent::models
