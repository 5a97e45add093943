// Total correlation: how far the latents of the data, taken together, are from independent.
//
//   TC = KL(q(z) || prod_j q(z_j)) = E [ ln q(z) - sum_j ln q(z_j) ]          nats
//
// q(z) = 1/N sum_n q(z|x_n) is the aggregate posterior of all N training samples. Of a batch z_1 ..
// z_B with posteriors q_1 .. q_B it is estimated from the B x B x k densities q_j(z_id):
//
//   ln q(z_i)  ~ ln sum_j W_ij prod_d q_j(z_id)        ln q(z_id) ~ ln sum_j W_ij q_j(z_id)
//
//   mws   minibatch weighted sampling:    W_ij = 1 / (B N)
//   mss   minibatch stratified sampling:  W_ii = 1/N, W_i,i+1 = (N - M) / (N M), else 1/M, with
//         M = B - 1: every row sums to 1
//
// The KL to the prior is MI + TC + the latents' own KLs, so kl_prior counts TC once already: with
// the weight beta - 1 beside it, TC counts beta times (beta-TCVAE). Both estimates are biased, by
// how much depends on B; they may be negative, and only their slope teaches. The normaliser ln 2 pi
// cancels. Public code is known to put 1/N into column 0 (rtqichen/beta-tcvae) or to add the
// weights once a latent; here it stands on the diagonal and once a sum.
//
// Source: Chen, Li, Grosse & Duvenaud 2018, arXiv 1802.04942, appendix C.
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "terms/pieces.h"
#include "terms/term.h"

namespace latent::terms {
namespace {

constexpr std::int64_t kMostDensities = 64'000'000;  // a quarter of a gigabyte each time they stand

class TotalCorrelation final : public Term {
 public:
    TotalCorrelation(const Params& params, std::int64_t train_count) : train_count_(train_count) {
        configure(params);
    }

    void configure(const Params& params) override {
        stratified_ = params.text("estimator") == "mss";
    }

    torch::Tensor loss(const Pass& pass) override {
        return pieces_.mean(pass, [this](const models::Encoding& e) { return estimate(e); });
    }

 private:
    torch::Tensor estimate(const models::Encoding& e) const {
        if (e.z.size(0) * e.z.numel() > kMostDensities)
            throw std::runtime_error(
                "Total correlation compares every sample of a batch with every other: batch size x "
                "batch size x code width must stay below 64 million. Make the batch smaller.");
        // ln q_j(z_id) without the constant: [B (sample i), B (posterior j), k]
        const torch::Tensor density =
            -0.5 * (e.logvar + (e.z.unsqueeze(1) - e.mean).square() * (-e.logvar).exp());
        torch::Tensor joint = density.sum(2);  // [B, B]
        const std::int64_t count = e.z.size(0), width = e.z.size(1);
        const double samples = double(std::max(train_count_, count));
        if (!stratified_)
            return (joint.logsumexp(1) - density.logsumexp(1).sum(1)).mean() +
                   double(width - 1) * std::log(double(count) * samples);
        const torch::Tensor weight = stratified_weights(count, samples, e.z.options());
        return ((joint + weight).logsumexp(1) - (density + weight.unsqueeze(2)).logsumexp(1).sum(1))
            .mean();
    }

    // ln W: [B, B]
    static torch::Tensor stratified_weights(std::int64_t count, double samples,
                                            const torch::TensorOptions& options) {
        const double others = double(count - 1);
        torch::Tensor weight = torch::full({count, count}, -std::log(others), options);
        weight.fill_diagonal_(-std::log(samples));
        const double rest = std::log((samples - others) / (samples * others));
        weight.diagonal(1).fill_(rest);
        weight.diagonal(-(count - 1)).fill_(rest);  // the last row's neighbour is the first
        return weight;
    }

    std::int64_t train_count_;
    bool stratified_ = false;
    Pieces pieces_;
};

}  // namespace

TermEntry describe_total_correlation() {
    PartInfo info{
        "total_correlation",
        "Total correlation",
        "E[ ln q(z) - sum_j ln q(z_j) ]",
        "Asks the latents to be independent of each other over the data, so that each stands for "
        "something of its own.",
        "Chen, Li, Grosse & Duvenaud 2018, arXiv 1802.04942 (beta-TCVAE)",
        {weight_spec(5, 0, 1000, "beta - 1"),
         ParamSpec::choice("estimator", "mws", {"mws", "mss"})
             .acts_live()
             .says(
                 "How q(z) is told from a batch: mws, minibatch weighted sampling, lies far above "
                 "the "
                 "truth by what is nearly a constant; mss, stratified sampling, lies nearer. What "
                 "they teach hardly differs.")}};
    info.params[0].help =
        "The KL to the prior holds the total correlation once already; with beta - 1 here it "
        "counts "
        "beta times.";
    info.needs_gaussian_code = true;
    return {info, [](const Params& params, const TermBlueprint& made) -> std::unique_ptr<Term> {
                return std::make_unique<TotalCorrelation>(params, made.train_count);
            }};
}

}  // namespace latent::terms
