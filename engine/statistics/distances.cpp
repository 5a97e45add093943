#include "statistics/distances.h"

namespace latent::statistics {

Distances::Distances(const float* points, std::int64_t n, std::int64_t width) {
    x_ = torch::from_blob(const_cast<float*>(points), {n, width}, torch::kFloat32)  // only read
             .to(torch::kFloat64);
    x_ = x_ - x_.mean(0);  // |a|^2 + |b|^2 - 2 a.b then loses little to cancellation
    transposed_ = x_.t().contiguous();
    squares_ = x_.square().sum(1);
}

torch::Tensor Distances::squared(std::int64_t from, std::int64_t rows) const {
    torch::Tensor block = torch::addmm(squares_, x_.narrow(0, from, rows), transposed_, 1, -2);
    block.add_(squares_.narrow(0, from, rows).unsqueeze(1)).clamp_min_(0);
    block.diagonal(from).zero_();
    return block;
}

}  // namespace latent::statistics
