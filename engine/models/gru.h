// A gated recurrent unit (Cho et al. 2014), in the library's convention.
//
//   r = sigmoid(W_r x + b_r + U_r h + c_r)               what of the past to look at
//   u = sigmoid(W_u x + b_u + U_u h + c_u)               what of the past to keep
//   n = tanh(W_n x + b_n + r (U_n h + c_n))              what is new
//   h' = (1 - u) n + u h
//
// x: [B, in]   h: [B, hidden]   W: [3 hidden, in]   U: [3 hidden, hidden]   b, c: [3 hidden].
// Parameters: 3 hidden (in + hidden + 2), fresh ones uniform in +-1/sqrt(hidden).
#pragma once

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include "latent/snapshot.h"
#include "models/fresh_weights.h"

namespace latent::models {

class GruImpl : public torch::nn::Module {
 public:
    GruImpl(std::int64_t in, std::int64_t hidden, FreshWeights& fresh);

    // x [B, T, in], h [B, hidden] -> all states [B, T, hidden]. For inputs that are known
    // beforehand: their part of all gates is one matrix product.
    torch::Tensor sequence(const torch::Tensor& x, const torch::Tensor& h) const;
    // x [B, in], h [B, hidden] -> the next state.
    torch::Tensor step(const torch::Tensor& x, const torch::Tensor& h) const;

    std::string python() const;                // what makes it: "Gru(28, 64)"
    static const std::string& python_class();  // PythonText::shared
    std::int64_t hidden() const { return of_state_.size(1); }
    LayerInfo describe(const std::string& part, std::int64_t steps) const;

 private:
    torch::Tensor of_input_, of_state_, input_bias_, state_bias_;  // W, U, b, c
};
TORCH_MODULE(Gru);

}  // namespace latent::models
