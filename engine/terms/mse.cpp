// Squared error, summed over pixels: twice the negative log-likelihood of a normal decoder of
// variance 1, up to a constant. With a KL term beside it, it therefore acts like a variance of 1/2.
//
//   SSE = mean_batch sum_pixels (x - x^)^2
#include "terms/term.h"

namespace latent::terms {
namespace {

class Mse final : public Term {
 public:
    torch::Tensor loss(const Pass& pass) const override {
        return torch::mse_loss(pass.output.values, pass.input, at::Reduction::Sum) /
               pass.input.size(0);
    }
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
    return {info, [](const Params&) -> std::unique_ptr<Term> { return std::make_unique<Mse>(); }};
}

}  // namespace latent::terms
