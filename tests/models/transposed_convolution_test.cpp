#include "models/transposed_convolution.h"

#include <doctest/doctest.h>

#include <torch/autograd.h>
#include <array>

using namespace latent;

namespace {

struct Layer {
    torch::Tensor x, weight;
    std::vector<torch::Tensor> all() const { return {x, weight}; }
};

Layer random_layer(std::int64_t in, std::int64_t out, std::int64_t height, std::int64_t width,
                   torch::ScalarType type = torch::kFloat32) {
    const auto options = torch::dtype(type);
    return {torch::randn({3, in, height / 2, width / 2}, options).requires_grad_(),
            (0.1 * torch::randn({in, out, 4, 4}, options)).requires_grad_()};
}

torch::Tensor library(const Layer& layer, std::int64_t height, std::int64_t width) {
    const std::array<std::int64_t, 2> two{2, 2}, one{1, 1}, extra{height % 2, width % 2};
    return at::conv_transpose2d(layer.x, layer.weight, {}, two, one, extra);
}

double relative_difference(const torch::Tensor& a, const torch::Tensor& b) {
    return ((a - b).abs().max() / b.abs().max()).item<double>();
}

}  // namespace

TEST_CASE("a transposed convolution agrees with the library's in value and gradients") {
    for (const auto& [in, out] : {std::pair<int, int>{64, 32}, {32, 16}, {16, 1}, {8, 3}})
        for (const auto& [height, width] :
             {std::pair<int, int>{28, 28}, {14, 14}, {7, 7}, {7, 8}, {2, 3}}) {
            CAPTURE(in);
            CAPTURE(out);
            CAPTURE(height);
            CAPTURE(width);
            const Layer layer = random_layer(in, out, height, width);
            const auto ours = models::transposed_convolution(layer.x, layer.weight, height, width),
                       theirs = library(layer, height, width);
            REQUIRE(ours.sizes() == torch::IntArrayRef({3, out, height, width}));
            CHECK(relative_difference(ours, theirs) < 1e-5);
            const auto weights = torch::randn_like(ours);
            const auto a = torch::autograd::grad({(ours * weights).sum()}, layer.all()),
                       b = torch::autograd::grad({(theirs * weights).sum()}, layer.all());
            for (std::size_t i = 0; i < a.size(); ++i)
                CHECK(relative_difference(a[i], b[i]) < 1e-5);
        }
}

TEST_CASE("gradients of gradients of a transposed convolution agree with the library's") {
    const Layer layer = random_layer(12, 9, 7, 8, torch::kFloat64);
    const auto second_of = [&](const torch::Tensor& y) {
        const auto first = torch::autograd::grad({y.square().sum()}, layer.all(), {}, true, true);
        torch::Tensor sum = torch::zeros({}, y.options());
        for (const auto& gradient : first) sum = sum + gradient.square().sum();
        return torch::autograd::grad({sum}, layer.all());
    };
    const auto a = second_of(models::transposed_convolution(layer.x, layer.weight, 7, 8)),
               b = second_of(library(layer, 7, 8));
    for (std::size_t i = 0; i < a.size(); ++i) CHECK(relative_difference(a[i], b[i]) < 1e-10);
}

TEST_CASE("a transposed convolution whose weights are frozen still passes the gradient on") {
    Layer layer = random_layer(16, 16, 8, 8);
    layer.weight = layer.weight.detach();
    models::transposed_convolution(layer.x, layer.weight, 8, 8).sum().backward();
    CHECK(layer.x.grad().defined());
    CHECK_FALSE(layer.weight.grad().defined());
    torch::NoGradGuard no_grad;
    CHECK_FALSE(models::transposed_convolution(layer.x, layer.weight, 8, 8).requires_grad());
}
