// Maximum mean discrepancy between the codes of a batch and draws p from the prior N(0, I): the
// Wasserstein autoencoder's way to a code that can be sampled, without a posterior.
//
//   MMD^2 = mean_{i != j} K(z_i, z_j) + mean_{i != j} K(p_i, p_j) - 2 mean_{i, j} K(z_i, p_j)
//   K(a, b) = sum_s C_s / (C_s + ||a - b||^2)          C_s = 2 k s, s in {.1 .2 .5 1 2 5 10}
//
//   z, p   [B, k]
//
// Inverse multiquadratic kernels have long tails, so that codes far from the prior still feel it;
// 2 k is the squared distance to expect between two draws, and seven scales see it near and far. K
// is at most 7. The estimate is unbiased: 0 on average when the codes are draws from the prior, and
// then negative half of the time.
//
// It works on any code: on z itself, or on a sample where there is a posterior.
//
// Source: Tolstikhin, Bousquet, Gelly & Schoelkopf 2018, arXiv 1711.01558, and tolstikhin/wae for
// the scales; Gretton et al. 2012, JMLR 13 for the estimate.
#include "terms/mmd.h"

#include "terms/pieces.h"
#include "terms/term.h"

namespace latent::terms {

const std::vector<double> kMmdScales{0.1, 0.2, 0.5, 1, 2, 5, 10};

namespace {

// ||a_i - b_j||^2: [A, B]
torch::Tensor squared_distances(const torch::Tensor& a, const torch::Tensor& b) {
    return torch::addmm(a.square().sum(1, true) + b.square().sum(1), a, b.t(), 1, -2);
}

torch::Tensor kernel(const torch::Tensor& distances, const std::vector<double>& constants) {
    torch::Tensor sum;
    for (double c : constants) {
        const torch::Tensor one = c / (c + distances);
        sum = sum.defined() ? sum + one : one;
    }
    return sum;
}

torch::Tensor mean_off_diagonal(const torch::Tensor& k) {
    return (k.sum() - k.diagonal().sum()) / double(k.size(0) * (k.size(0) - 1));
}

class Mmd final : public Term {
 public:
    torch::Tensor loss(const Pass& pass) override {
        return pieces_.mean(pass, [&](const models::Encoding& e) {
            return mmd(e.z, torch::randn(e.z.sizes(), *pass.noise, e.z.options()));
        });
    }

 private:
    Pieces pieces_;
};

}  // namespace

torch::Tensor mmd(const torch::Tensor& codes, const torch::Tensor& draws,
                  const std::vector<double>& scales) {
    std::vector<double> constants;
    for (double scale : scales) constants.push_back(2 * double(codes.size(1)) * scale);
    const auto between = [&](const torch::Tensor& a, const torch::Tensor& b) {
        return kernel(squared_distances(a, b), constants);
    };
    return mean_off_diagonal(between(codes, codes)) + mean_off_diagonal(between(draws, draws)) -
           2 * between(codes, draws).mean();
}

TermEntry describe_mmd() {
    PartInfo info{"mmd",
                  "MMD to the prior",
                  "E K(z, z') + E K(p, p') - 2 E K(z, p),  K = sum_s C_s / (C_s + ||.||^2)",
                  "Asks the codes of a batch, taken together, to look like draws from a standard "
                  "normal; each single code may be anywhere.",
                  "Tolstikhin et al. 2018, arXiv 1711.01558 (Wasserstein autoencoder)",
                  {weight_spec(100, 0, 10000)}};
    return {info, [](const Params&, const TermBlueprint&) -> std::unique_ptr<Term> {
                return std::make_unique<Mmd>();
            }};
}

}  // namespace latent::terms
