// Squared error, summed over pixels.
//
//   SSE = mean_batch sum_p (x_p - x^_p)^2          x, x^ [B, C, H, W]
//
// It is twice the negative log-likelihood of a normal decoder of variance 1, up to a constant:
// with a KL term beside it, it therefore acts like a variance of 1/2. PCA minimises the same sum
// over all linear maps of k dimensions, so its error is the yardstick (k = 30 on MNIST: 13.87).
//
// Source: Hinton & Salakhutdinov 2006, whose "average squared error" is this sum.
#include "terms/one_pass.h"
#include "terms/term.h"

namespace latent::terms {
namespace {

class Mse final : public Term {
 public:
    torch::Tensor loss(const Pass& pass) override {
        return squared_error(pass.output.values, pass.input) / pass.input.size(0);
    }
    bool reads_values() const override { return true; }
};

}  // namespace

TermEntry describe_mse() {
    PartInfo info{"mse",
                  "Squared error",
                  "sum_p (x_p - x^_p)^2",
                  "Distance between input and output, as PCA measures it; summed over the pixels "
                  "of an image.",
                  "Hinton & Salakhutdinov 2006, Science 313",
                  {weight_spec(1, 0, 1000)}};
    info.is_reconstruction = true;
    return {info, [](const Params&, const TermBlueprint&) -> std::unique_ptr<Term> {
                return std::make_unique<Mse>();
            }};
}

}  // namespace latent::terms
