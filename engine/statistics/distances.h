// Distances between all points, a block of rows at a time. Thread: any.
#pragma once

#include <torch/types.h>

#include <cstdint>

namespace latent::statistics {

class Distances {
 public:
    // points [n, width] row-major, read once.
    Distances(const float* points, std::int64_t n, std::int64_t width);

    std::int64_t count() const { return x_.size(0); }
    const torch::Tensor& centred() const { return x_; }  // [n, width] double
    // ||x_i - x_j||^2 for rows from <= i < from + rows and all j: [rows, n] double, never negative,
    // 0 for j = i. Off by rounding: some 1e-15 of the points' squared length.
    torch::Tensor squared(std::int64_t from, std::int64_t rows) const;

 private:
    torch::Tensor x_, transposed_, squares_;
};

}  // namespace latent::statistics
