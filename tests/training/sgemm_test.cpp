// The ceiling that `latent-lab bench` measures.
#include "training/sgemm.h"

#include <ATen/Parallel.h>
#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>

using namespace latent::training;

TEST_CASE(
    "a matrix product's pace is a number above 0, and leaves the caller's threads as they are") {
    const int threads = at::get_num_threads();
    const double gflops = sgemm_gflops(96, 1);
    CHECK(gflops > 0);
    CHECK(std::isfinite(gflops));
    CHECK(sgemm_gflops(96, threads + 1) > 0);
    CHECK(at::get_num_threads() == threads);
}

TEST_CASE("a matrix product of no size, or on no thread, is refused") {
    CHECK_THROWS_AS(sgemm_gflops(0, 1), std::invalid_argument);
    CHECK_THROWS_AS(sgemm_gflops(64, 0), std::invalid_argument);
}
