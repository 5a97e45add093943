#include "models/gru.h"

#include <doctest/doctest.h>

using namespace latent;

TEST_CASE("a GRU's step is the textbook's, and its sequence is its steps") {
    models::FreshWeights fresh(4);
    models::Gru gru(5, 3, fresh);
    const auto p = gru->parameters();  // W, U, b, c; gates in the order r, u, n
    const auto x = torch::randn({7, 6, 5}), h0 = torch::randn({7, 3});
    const auto states = gru->sequence(x, h0);
    torch::Tensor h = h0;
    for (int t = 0; t < 6; ++t) {
        const auto of_x = (torch::matmul(x.select(1, t), p[0].t()) + p[2]).chunk(3, 1),
                   of_h = (torch::matmul(h, p[1].t()) + p[3]).chunk(3, 1);
        const auto r = torch::sigmoid(of_x[0] + of_h[0]), u = torch::sigmoid(of_x[1] + of_h[1]),
                   n = torch::tanh(of_x[2] + r * of_h[2]);
        const auto step = gru->step(x.select(1, t), h);
        h = (1 - u) * n + u * h;
        CHECK(torch::allclose(step, h, 1e-5, 1e-6));
        CHECK(torch::allclose(states.select(1, t), h, 1e-5, 1e-6));
    }
}
