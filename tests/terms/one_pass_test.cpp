#include "terms/one_pass.h"

#include <doctest/doctest.h>

#include <torch/autograd.h>

using namespace latent::terms;

namespace {

using Loss = torch::Tensor (*)(const torch::Tensor&, const torch::Tensor&);

torch::Tensor plain_cross_entropy(const torch::Tensor& l, const torch::Tensor& x) {
    return torch::binary_cross_entropy_with_logits(l, x, {}, {}, at::Reduction::Sum);
}
torch::Tensor plain_squared_error(const torch::Tensor& y, const torch::Tensor& x) {
    return torch::mse_loss(y, x, at::Reduction::Sum);
}

const std::pair<Loss, Loss> kBoth[] = {{cross_entropy, plain_cross_entropy},
                                       {squared_error, plain_squared_error}};

}  // namespace

TEST_CASE("losses in one pass agree with the library's in value and gradient") {
    torch::manual_seed(5);
    for (const auto& [ours, theirs] : kBoth)
        for (const bool turned : {false, true}) {
            auto y = 5 * torch::randn({30, 1, 14, 14});
            const auto x = torch::rand({30, 1, 14, 14});
            if (turned) y = y.transpose(2, 3);  // not contiguous
            y.requires_grad_();
            const auto a = ours(y, x) / 30, b = theirs(y, x) / 30;
            CHECK(a.item<double>() == doctest::Approx(b.item<double>()).epsilon(1e-5));
            CHECK(torch::allclose(torch::autograd::grad({a * 3}, {y})[0],
                                  torch::autograd::grad({b * 3}, {y})[0], 1e-5, 1e-6));
        }
}

TEST_CASE("gradients of gradients of a loss in one pass agree with the library's") {
    torch::manual_seed(6);
    for (const auto& [ours, theirs] : kBoth) {
        const auto y = torch::randn({4, 9}).requires_grad_();
        const auto x = torch::rand({4, 9});
        const auto second = [&](Loss loss) {
            const auto first = torch::autograd::grad({loss(y, x)}, {y}, {}, true, true)[0];
            return torch::autograd::grad({first.square().sum()}, {y})[0];
        };
        CHECK(torch::allclose(second(ours), second(theirs), 1e-4, 1e-5));
    }
}

TEST_CASE("tensors of other numbers than floats take the library's way") {
    const auto y = torch::randn({3, 3}, torch::kFloat64).requires_grad_();
    const auto x = torch::rand({3, 3}, torch::kFloat64);
    for (const auto& [ours, theirs] : kBoth)
        CHECK(ours(y, x).item<double>() == theirs(y, x).item<double>());
}
