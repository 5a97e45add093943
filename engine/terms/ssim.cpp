// Structural dissimilarity: compares brightness, contrast and pattern of small neighbourhoods
// instead of pixels.
//
//   SSIM = (2 m_x m_y + C1) (2 s_xy + C2) / ((m_x^2 + m_y^2 + C1) (s_x^2 + s_y^2 + C2))
//   loss = mean_batch  D/2 (1 - mean SSIM)          D = C H W pixels
//
//   m, s^2, s_xy   means, variances and covariance of x and y = x^ under a normal window, for every
//                  place where the window lies inside the image:  [B, C, H - w + 1, W - w + 1]
//   window         w x w pixels, w = 11, sigma = 1.5; the largest odd w that fits a smaller image
//   C1, C2         0.01^2, 0.03^2, for values between 0 and 1: they keep flat places from 0 / 0
//
// SSIM lies in [-1, 1] and is 1 for equal images, so that the loss lies in [0, D]; the factor D/2
// makes it comparable with the other reconstruction terms, which are sums over pixels. Two flat
// images of brightness a and b have (2ab + C1) / (a^2 + b^2 + C1).
//
// Source: Wang, Bovik, Sheikh & Simoncelli 2004, IEEE Trans. Image Processing 13(4).
#include <algorithm>
#include <cmath>
#include <vector>

#include "terms/term.h"

namespace latent::terms {
namespace {

constexpr std::int64_t kLargestWindow = 11;
constexpr double kWindowSigma = 1.5, kSsimC1 = 0.01 * 0.01, kSsimC2 = 0.03 * 0.03;

// A window of w weights moved along a line of n places, as a matrix [n, n - w + 1]: lines times it
// are their averages. Two small products do what a convolution of one channel does slowly.
torch::Tensor moving_window(std::int64_t places, std::int64_t size,
                            const torch::TensorOptions& options) {
    std::vector<double> weights;
    double sum = 0;
    for (std::int64_t i = 0; i < size; ++i) {
        const double offset = double(i - size / 2) / kWindowSigma;
        weights.push_back(std::exp(-offset * offset / 2));
        sum += weights.back();
    }
    torch::Tensor band = torch::zeros({places, places - size + 1}, options);
    for (std::int64_t i = 0; i < size; ++i) band.diagonal(-i).fill_(weights[std::size_t(i)] / sum);
    return band;
}

class Ssim final : public Term {
 public:
    bool reads_values() const override { return true; }
    torch::Tensor loss(const Pass& pass) override {
        const torch::Tensor &x = pass.input, &y = pass.output.values;
        const std::int64_t height = x.size(2), width = x.size(3);
        std::int64_t size = std::min({kLargestWindow, height, width});
        size -= size % 2 == 0;
        // Five averages under the window at once; the window is a product, so one pass along the
        // rows and one along the columns do.
        const torch::Tensor rows =
            torch::stack({x, y, x.square(), y.square(), x * y})
                .view({-1, width})
                .mm(moving_window(width, size, x.options().requires_grad(false)));
        const torch::Tensor averages =
            rows.view({-1, height, rows.size(1)})
                .transpose(1, 2)
                .reshape({-1, height})
                .mm(moving_window(height, size, x.options().requires_grad(false)));
        const auto part = averages.view({5, -1}).unbind(0);
        const torch::Tensor mean_square = part[0].square() + part[1].square(),
                            mean_product = part[0] * part[1];
        const torch::Tensor ssim =
            (2 * mean_product + kSsimC1) * (2 * (part[4] - mean_product) + kSsimC2) /
            ((mean_square + kSsimC1) * (part[2] + part[3] - mean_square + kSsimC2));
        const double pixels = double(x.numel()) / double(x.size(0));
        return pixels / 2 * (1 - ssim.mean());
    }
};

}  // namespace

TermEntry describe_ssim() {
    PartInfo info{"ssim",
                  "Structural dissimilarity",
                  "D/2 (1 - mean SSIM(x, x^))",
                  "Compares brightness, contrast and pattern of small neighbourhoods, nearer to "
                  "how we see than a sum over pixels.",
                  "Wang et al. 2004, IEEE Trans. Image Processing 13(4)",
                  {weight_spec(1, 0, 1000)}};
    info.is_reconstruction = info.needs_probabilities = true;
    return {info, [](const Params&, const TermBlueprint&) -> std::unique_ptr<Term> {
                return std::make_unique<Ssim>();
            }};
}

}  // namespace latent::terms
