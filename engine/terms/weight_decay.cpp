// Weight decay: half the sum of the squared weights of the net.
//
//   loss = 1/2 sum_l ||W_l||^2          over matrices and kernels; biases are free
//
// Up to a constant the negative logarithm of a standard normal prior over the weights. It does not
// depend on the batch. As a term of the loss its gradient, W, passes through the optimiser like any
// other; with Adam that is not the same as shrinking the weights by a factor a step (AdamW).
//
// Source: Krogh & Hertz 1991, NIPS 4; Loshchilov & Hutter 2019 for the difference.
#include "terms/term.h"

namespace latent::terms {
namespace {

class WeightDecay final : public Term {
 public:
    torch::Tensor loss(const Pass& pass) override {
        torch::Tensor sum;
        for (const torch::Tensor& parameter : pass.net->parameters()) {
            if (parameter.dim() < 2) continue;
            const torch::Tensor flat = parameter.reshape(-1);
            const torch::Tensor square = torch::dot(flat, flat);
            sum = sum.defined() ? sum + square : square;
        }
        return sum.defined() ? sum * 0.5 : torch::zeros({}, pass.input.options());
    }
};

}  // namespace

TermEntry describe_weight_decay() {
    PartInfo info{"weight_decay",
                  "Weight decay",
                  "1/2 sum_l ||W_l||^2",
                  "Keeps the weights small, and with them how sharply output and code can turn.",
                  "Krogh & Hertz 1991, NIPS 4",
                  {weight_spec(1e-4, 0, 10)}};
    return {info, [](const Params&, const TermBlueprint&) -> std::unique_ptr<Term> {
                return std::make_unique<WeightDecay>();
            }};
}

}  // namespace latent::terms
