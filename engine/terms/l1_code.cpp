// L1 sparsity: the sum of a code's absolute values.
//
//   L1 = mean_batch sum_j |z_j|          z [B, k]
//
// Its slope is the same near 0 as far away, so that it drives small values all the way to 0 and
// leaves each sample a few units of its own. The decoder can undo mere shrinking by larger weights:
// a little weight decay beside it keeps the price honest.
//
// Source: Olshausen & Field 1996, Nature 381 (sparse coding); as a penalty on an autoencoder's
// units: Ranzato, Poultney, Chopra & LeCun 2007.
#include "terms/term.h"

namespace latent::terms {
namespace {

class L1Code final : public Term {
 public:
    torch::Tensor loss(const Pass& pass) override {
        return pass.encoding.z.abs().sum() / pass.encoding.z.size(0);
    }
};

}  // namespace

TermEntry describe_l1_code() {
    PartInfo info{"l1_code",
                  "L1 on the code",
                  "sum_j |z_j|",
                  "Makes every active unit cost something, so that each sample is told with few of "
                  "them.",
                  "Olshausen & Field 1996, Nature 381; Ranzato et al. 2007",
                  {weight_spec(0.1, 0, 1000)}};
    return {info, [](const Params&, const TermBlueprint&) -> std::unique_ptr<Term> {
                return std::make_unique<L1Code>();
            }};
}

}  // namespace latent::terms
