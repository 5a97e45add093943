// EncodeSamples: codes, what becomes of them, and how the code answers to the input.
#include <torch/autograd.h>
#include <stdexcept>

#include "explore/questions.h"

namespace latent::explore {
namespace {

constexpr std::int64_t kWidest = 64;            // codes whose Jacobian is computed
constexpr std::int64_t kMostNumbers = 4 << 20;  // of Jacobians at once: 16 MB

// The singular values of dE/dx at each of x [n, C, H, W], falling: [n, min(k, C H W)].
//
// A sample's code depends on that sample alone, so the gradient of sum_i E_j(x_i) holds the j-th
// row of every Jacobian: k backward passes for the whole batch. The squares of the singular values
// are the eigenvalues of the smaller of J J^T and J^T J, in doubles: what that loses lies below
// what single precision left of J.
torch::Tensor singular_values(models::Autoencoder& net, const torch::Tensor& x) {
    torch::AutoGradMode with_gradients(true);
    const torch::Tensor input = x.detach().clone().requires_grad_();
    const torch::Tensor codes = net.encode(input).mean;
    std::vector<torch::Tensor> rows;
    for (std::int64_t j = 0; j < codes.size(1); ++j) {
        const torch::Tensor row = torch::autograd::grad({codes.select(1, j).sum()}, {input}, {},
                                                        /*retain_graph=*/true, false,
                                                        /*allow_unused=*/true)[0];
        rows.push_back((row.defined() ? row : torch::zeros_like(input)).flatten(1));
    }
    const torch::Tensor jacobian = torch::stack(rows, 1).to(torch::kFloat64);  // [n, k, D]
    const torch::Tensor transposed = jacobian.transpose(1, 2);
    const torch::Tensor square = jacobian.size(1) <= jacobian.size(2)
                                     ? torch::bmm(jacobian, transposed)
                                     : torch::bmm(transposed, jacobian);
    return torch::linalg_eigvalsh(square).clamp_min(0).sqrt().flip(1).to(torch::kFloat32);
}

class EncodingWork final : public Work {
 public:
    EncodingWork(const EncodeSamples& question, const Bench& bench)
        : x_(samples_tensor(question.samples, *bench.plan)),
          singular_values_(question.singular_values) {
        if (singular_values_ && bench.net->code_width() > kWidest)
            throw std::invalid_argument(
                "How the code answers to the input is computed for codes of at most " +
                std::to_string(kWidest) + " dimensions; this one has " +
                std::to_string(bench.net->code_width()) + ".");
    }

    std::int64_t advance(const Bench& bench, Answer& answer) override {
        // A backward pass costs about what a forward pass does.
        const std::int64_t k = bench.net->code_width(), cost = singular_values_ ? 1 + k : 1;
        std::int64_t n = slice_of(x_.size(0) - encoded_, bench, cost);
        if (singular_values_)
            n = std::min(n,
                         std::max<std::int64_t>(1, kMostNumbers / (k * bench.plan->sample.size())));
        const torch::Tensor x = x_.narrow(0, encoded_, n);
        const models::Encoding encoding = bench.net->encode(x);
        values_.push_back(bench.net->decode_mean(encoding).values);
        append(encoding.mean.contiguous(), answer.codes);
        if (singular_values_)
            append(singular_values(*bench.net, x).contiguous(), answer.singular_values);
        encoded_ += n;
        if (done())
            answer.samples =
                models::to_samples(torch::cat(values_), bench.plan->kind, ++bench.versions);
        return n * cost;
    }
    bool done() const override { return encoded_ == x_.size(0); }

 private:
    static void append(const torch::Tensor& numbers, std::vector<float>& to) {
        to.insert(to.end(), numbers.data_ptr<float>(), numbers.data_ptr<float>() + numbers.numel());
    }

    torch::Tensor x_;  // [N, C, H, W]
    bool singular_values_;
    std::int64_t encoded_ = 0;
    std::vector<torch::Tensor> values_;
};

}  // namespace

std::unique_ptr<Work> work_on(const EncodeSamples& question, const Bench& bench) {
    return std::make_unique<EncodingWork>(question, bench);
}

}  // namespace latent::explore
