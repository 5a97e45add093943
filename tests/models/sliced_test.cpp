#include "models/sliced.h"

#include <doctest/doctest.h>

#include <ATen/Parallel.h>
#include <torch/autograd.h>

#include <atomic>
#include <mutex>
#include <set>
#include <thread>

#include "models/gradients.h"

using namespace latent;
using namespace latent::models;

namespace {

struct SlicedNet {
    concurrency::Team team{3, [] { at::set_num_threads(1); }};
    torch::Tensor x, weight, bias;
    std::atomic<int> calls{0};

    explicit SlicedNet(std::int64_t samples) {
        torch::manual_seed(4);
        x = torch::randn({samples, 6}).requires_grad_();
        weight = torch::randn({5, 6}).requires_grad_();
        bias = torch::randn({5}).requires_grad_();
    }
    // Two outputs, and a second input that may be undefined.
    Tensors f(const Tensors& in) {
        ++calls;
        const auto y = (product(in[0], weight) + bias).tanh();
        return {y, in[1].defined() ? in[0] * in[1] : in[0] * 2};
    }
    Tensors sliced(const torch::Tensor& extra = {}) {
        return in_slices(team, [this](const Tensors& in) { return f(in); }, {x, extra},
                         {weight, bias});
    }
    Tensors whole(const torch::Tensor& extra = {}) { return f({x, extra}); }
    std::vector<torch::Tensor> all() const { return {x, weight, bias}; }
};

torch::Tensor loss(const Tensors& y) { return y[0].square().sum() + (y[1] * 0.3).sin().sum(); }

}  // namespace

TEST_CASE("a batch in slices has the values and gradients of the whole") {
    for (const std::int64_t samples : {50, 96, 1000}) {
        CAPTURE(samples);
        SlicedNet bench(samples);
        const auto extra = torch::randn({samples, 6}).requires_grad_();
        for (const torch::Tensor& second : {torch::Tensor(), extra}) {
            bench.calls = 0;
            const Tensors sliced = bench.sliced(second);
            CHECK(bench.calls == slices_of(samples, bench.team));
            CHECK(bench.calls > 1);
            const Tensors whole = bench.whole(second);
            auto inputs = bench.all();
            if (second.defined()) inputs.push_back(second);
            const auto a = torch::autograd::grad({loss(sliced)}, inputs),
                       b = torch::autograd::grad({loss(whole)}, inputs);
            for (std::size_t i = 0; i < 2; ++i)
                CHECK(torch::allclose(sliced[i], whole[i], 1e-5, 1e-6));
            for (std::size_t i = 0; i < inputs.size(); ++i) {
                CAPTURE(i);
                CHECK(torch::allclose(a[i], b[i], 1e-4, 1e-4));
            }
        }
    }
}

TEST_CASE("the products of slices come to whoever collects them") {
    SlicedNet bench(96);
    const auto ours = Gradients::of(loss(bench.sliced()), {bench.weight, bench.bias});
    CHECK(ours.is_product(0));
    const auto theirs = torch::autograd::grad({loss(bench.whole())}, {bench.weight, bench.bias});
    const auto whole = ours.whole();
    for (std::size_t i = 0; i < 2; ++i) CHECK(torch::allclose(whole[i], theirs[i], 1e-4, 1e-4));
}

TEST_CASE("slices give the same bits every time, whoever computes them") {
    SlicedNet bench(200);
    const auto first = torch::autograd::grad({loss(bench.sliced())}, bench.all());
    for (int i = 0; i < 30; ++i) {
        const auto again = torch::autograd::grad({loss(bench.sliced())}, bench.all());
        for (std::size_t p = 0; p < first.size(); ++p) CHECK(torch::equal(first[p], again[p]));
    }
}

TEST_CASE("a batch of few samples is not cut up") {
    SlicedNet bench(20);
    bench.sliced();
    CHECK(bench.calls == 1);
    CHECK(slices_of(1, bench.team) == 1);
    CHECK(slices_of(33, bench.team) == 2);
}

TEST_CASE("slices without gradients wanted keep none") {
    SlicedNet bench(96);
    const torch::NoGradGuard no_grad;
    const Tensors sliced = bench.sliced();
    CHECK_FALSE(sliced[0].requires_grad());
    CHECK(torch::allclose(sliced[0], bench.whole()[0], 1e-5, 1e-6));
}

TEST_CASE("an output that no gradient can reach says so") {
    SlicedNet bench(96);
    const torch::Tensor data = torch::randn({96, 6});
    const Tensors y = in_slices(bench.team,
                                [&](const Tensors& in) {
                                    return Tensors{in[0] * 2, product(in[0], bench.weight)};
                                },
                                {data}, {bench.weight});
    CHECK_FALSE(y[0].requires_grad());
    REQUIRE(y[1].requires_grad());
    const auto gradient = torch::autograd::grad({y[1].sum()}, {bench.weight})[0];
    CHECK(torch::allclose(gradient, data.sum(0).expand({5, 6}), 1e-4, 1e-4));
}

TEST_CASE("what a slice throws is thrown to the caller") {
    SlicedNet bench(96);
    CHECK_THROWS_AS(
        in_slices(bench.team, [](const Tensors&) -> Tensors { throw std::runtime_error("no"); },
                  {bench.x}, {}),
        std::runtime_error);
    CHECK(bench.sliced().size() == 2);
}
