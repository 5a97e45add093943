#include "models/gradients.h"

#include <doctest/doctest.h>

#include <torch/autograd.h>

using namespace latent::models;

namespace {

struct TwoLayers {
    torch::Tensor x, weight, bias;
    TwoLayers() {
        torch::manual_seed(3);
        x = torch::randn({20, 9});
        weight = torch::randn({11, 9}).requires_grad_();
        bias = torch::randn({11}).requires_grad_();
    }
    // The weight twice, once outside a product, so that its gradient has three parts.
    torch::Tensor loss(bool ours) const {
        const auto times = [&](const torch::Tensor& a) {
            return ours ? product(a, weight) : torch::mm(a, weight.t());
        };
        return (times(x) + bias).tanh().sum() + times(2 * x).square().sum() + weight.square().sum();
    }
};

}  // namespace

TEST_CASE("a gradient that is a product is the library's, whole or a few rows at a time") {
    const TwoLayers bench;
    const Gradients ours = Gradients::of(bench.loss(true), {bench.weight, bench.bias});
    const auto theirs = torch::autograd::grad({bench.loss(false)}, {bench.weight, bench.bias});
    REQUIRE(ours.size() == 2);
    CHECK(ours.is_product(0));
    CHECK_FALSE(ours.is_product(1));
    const auto whole = ours.whole();
    for (std::size_t i = 0; i < 2; ++i) CHECK(torch::allclose(whole[i], theirs[i], 1e-4, 1e-4));
    torch::Tensor rows = torch::empty({4, 9});
    ours.write_rows(0, 5, 9, rows.data_ptr<float>());
    CHECK(torch::allclose(rows, theirs[0].narrow(0, 5, 4), 1e-4, 1e-4));
}

TEST_CASE("where nobody collects products the gradient comes whole") {
    const TwoLayers bench;
    const auto ours = torch::autograd::grad({bench.loss(true)}, {bench.weight}),
               theirs = torch::autograd::grad({bench.loss(false)}, {bench.weight});
    CHECK(torch::allclose(ours[0], theirs[0], 1e-4, 1e-4));
    CHECK(Collecting::on_this_thread() == nullptr);
}

TEST_CASE("gradients of gradients go through a product, collected or not") {
    const TwoLayers bench;
    WeightProducts products;
    const Collecting collecting(&products);
    const auto second = [&](bool ours) {
        const auto first =
            torch::autograd::grad({bench.loss(ours)}, {bench.weight}, {}, true, true)[0];
        WeightProducts aside;
        const Collecting not_here(nullptr);
        return torch::autograd::grad({first.square().sum()}, {bench.weight})[0];
    };
    CHECK(torch::allclose(second(true), second(false), 1e-3, 1e-3));
    CHECK(products.empty());
}

TEST_CASE("a parameter that the loss does not read has no gradient") {
    const TwoLayers bench;
    const auto unused = torch::randn({2}).requires_grad_();
    const Gradients gradients = Gradients::of(bench.loss(true), {unused, bench.weight});
    CHECK_FALSE(gradients.defined(0));
    CHECK(gradients.defined(1));
}
