#include "models/bend.h"

#include <doctest/doctest.h>

#include <torch/autograd.h>

#include "models/activation_names.h"

using namespace latent::models;

namespace {

double difference(const torch::Tensor& a, const torch::Tensor& b) {
    return ((a - b).abs().max() / b.abs().max().clamp_min(1e-3)).item<double>();
}

torch::Tensor plainly(Activation activation, const torch::Tensor& a, const torch::Tensor& bias) {
    if (!bias.defined()) return activate(activation, a);
    return activate(activation, a + (a.dim() == 4 ? bias.view({1, -1, 1, 1}) : bias));
}

struct Shape {
    std::vector<std::int64_t> a;
    bool biased;
};
const Shape kShapes[] = {{{5, 7}, true}, {{64, 33}, false}, {{3, 4, 5, 6}, true}};

}  // namespace

TEST_CASE("bias and activation in one pass agree with the library's in value and gradients") {
    torch::manual_seed(1);
    for (const std::string& name : activation_names())
        for (const Shape& shape : kShapes) {
            CAPTURE(name);
            const Activation activation = activation_from(name);
            const auto a = torch::randn(shape.a).requires_grad_();
            const auto bias =
                shape.biased ? torch::randn({shape.a[1]}).requires_grad_() : torch::Tensor();
            const auto ours = bend(activation, a * 1.0, bias),
                       theirs = plainly(activation, a, bias);
            CHECK(difference(ours, theirs) < 1e-6);
            std::vector<torch::Tensor> inputs{a};
            if (bias.defined()) inputs.push_back(bias);
            const auto weights = torch::randn_like(theirs);
            const auto mine = torch::autograd::grad({(ours * weights).sum()}, inputs),
                       other = torch::autograd::grad({(theirs * weights).sum()}, inputs);
            for (std::size_t i = 0; i < inputs.size(); ++i)
                CHECK(difference(mine[i], other[i]) < 1e-5);
        }
}

TEST_CASE("gradients of gradients through it agree with the library's") {
    torch::manual_seed(2);
    for (const std::string& name : activation_names()) {
        CAPTURE(name);
        const Activation activation = activation_from(name);
        const auto a = torch::randn({6, 5}).requires_grad_(),
                   bias = torch::randn({5}).requires_grad_();
        const auto second = [&](const torch::Tensor& y) {
            const auto first = torch::autograd::grad({y.square().sum()}, {a, bias}, {}, true, true);
            return torch::autograd::grad({first[0].square().sum() + first[1].square().sum()},
                                         {a, bias});
        };
        const auto mine = second(bend(activation, a * 1.0, bias)),
                   other = second(plainly(activation, a * 1.0, bias));
        for (std::size_t i = 0; i < 2; ++i) CHECK(difference(mine[i], other[i]) < 1e-5);
    }
}

TEST_CASE("without gradients wanted it computes the same and keeps none") {
    const torch::NoGradGuard no_grad;
    const auto a = torch::randn({4, 3}), bias = torch::randn({3});
    const auto y = bend(Activation::tanh, a.clone(), bias);
    CHECK_FALSE(y.requires_grad());
    CHECK(difference(y, torch::tanh(a + bias)) < 1e-6);
}
