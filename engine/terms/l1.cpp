// Absolute error, summed over pixels.
//
//   SAE = mean_batch sum_p |x_p - x^_p|          x, x^ [B, C, H, W]
//
// Up to a constant the negative log-likelihood of a Laplace decoder of scale 1. The best constant
// answer to it is the median of a pixel, where that of the squared error is the mean: a pixel that
// is dark in most images stays dark, and outlines come out crisper, thin strokes may vanish.
//
// Source: Boyd & Vandenberghe 2004, Convex Optimization, section 6.1.2 (penalties compared).
#include "terms/term.h"

namespace latent::terms {
namespace {

class AbsoluteError final : public Term {
 public:
    bool reads_values() const override { return true; }
    torch::Tensor loss(const Pass& pass) override {
        return torch::l1_loss(pass.output.values, pass.input, at::Reduction::Sum) /
               pass.input.size(0);
    }
};

}  // namespace

TermEntry describe_l1() {
    PartInfo info{"l1",
                  "Absolute error",
                  "sum_p |x_p - x^_p|",
                  "Counts every deviation by its size alone, so that a few large errors do not "
                  "rule the rest; outlines come out crisper.",
                  "Boyd & Vandenberghe 2004, Convex Optimization, section 6.1.2",
                  {weight_spec(1, 0, 1000)}};
    info.is_reconstruction = true;
    return {info, [](const Params&, const TermBlueprint&) -> std::unique_ptr<Term> {
                return std::make_unique<AbsoluteError>();
            }};
}

}  // namespace latent::terms
