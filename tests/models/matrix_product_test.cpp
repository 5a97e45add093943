#include "models/matrix_product.h"

#include <doctest/doctest.h>

#include <cmath>
#include <tuple>

using namespace latent::models;

namespace {

// Of the given sizes, lying in memory as it is, transposed, or as columns of a wider one.
enum class Lying { plain, transposed, cut };

torch::Tensor matrix(std::int64_t rows, std::int64_t columns, Lying how) {
    if (how == Lying::transposed) return torch::randn({columns, rows}).t();
    if (how == Lying::cut) return torch::randn({rows, columns + 9}).narrow(1, 5, columns);
    return torch::randn({rows, columns});
}

double largest_difference(const torch::Tensor& a, const torch::Tensor& b) {
    return (a.to(torch::kDouble) - b.to(torch::kDouble)).abs().max().item<double>();
}

}  // namespace

TEST_CASE("a product is the library's in double precision, however its factors lie in memory") {
    torch::manual_seed(5);
    const Lying all[] = {Lying::plain, Lying::transposed, Lying::cut};
    for (const auto& [m, n, k] : {std::tuple{128, 500, 784},
                                  {64, 784, 500},
                                  {65, 127, 201},
                                  {167, 784, 64},
                                  {70, 130, 64},
                                  {3, 200, 100},
                                  {100, 2, 100},
                                  {1, 1, 1},
                                  {64, 64, 64}})
        for (const Lying of_a : all)
            for (const Lying of_b : all) {
                CAPTURE(m);
                CAPTURE(n);
                CAPTURE(k);
                const torch::Tensor a = matrix(m, k, of_a), b = matrix(k, n, of_b);
                const torch::Tensor exact = torch::mm(a.to(torch::kDouble), b.to(torch::kDouble));
                const double rounding = 4e-6 * std::sqrt(double(k)) * 4;
                CHECK(largest_difference(matrix_product(a, b), exact) < rounding);

                // What was there is not read, not even if it is no number.
                torch::Tensor c = torch::full({m, n}, NAN);
                matrix_product(c, a, b, Into::replace);
                CHECK(largest_difference(c, exact) < rounding);
                matrix_product(c, a, b, Into::add);
                CHECK(largest_difference(c, 2 * exact) < 2 * rounding);
            }
}

TEST_CASE("the same product is the same bits every time") {
    torch::manual_seed(6);
    const torch::Tensor a = matrix(96, 300, Lying::plain), b = matrix(300, 200, Lying::transposed);
    const torch::Tensor first = matrix_product(a, b);
    for (int i = 0; i < 20; ++i) CHECK(torch::equal(matrix_product(a, b), first));
}

TEST_CASE("other types than floats are multiplied too") {
    const torch::Tensor a = torch::randn({80, 90}, torch::kDouble),
                        b = torch::randn({90, 130}, torch::kDouble);
    CHECK(torch::equal(matrix_product(a, b), torch::mm(a, b)));
}

TEST_CASE("factors that do not fit are refused") {
    CHECK_THROWS(matrix_product(torch::randn({80, 90}), torch::randn({91, 130})));
}
