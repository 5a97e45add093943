// The covariance of a cloud of points, and what its eigenvalues tell.
//
//   Sigma = 1/n sum_i (x_i - m)(x_i - m)^T = U diag(lambda) U^T,      lambda_1 >= lambda_2 >= ...
//
// Thread: any. All in double.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <vector>

namespace latent::statistics {

// [width, width] double, of points [n, width] row-major.
torch::Tensor covariance(const float* points, std::int64_t n, std::int64_t width);

// lambda, falling, never negative. Throws std::invalid_argument for a matrix that is not square.
std::vector<double> spectrum(const torch::Tensor& covariance);

// The least number of directions that hold this share of the variance; 0 where there is none.
int directions_for(const std::vector<double>& spectrum, double share);

// (sum lambda)^2 / sum lambda^2: width for a round cloud, 1 for a line. NaN where there is none.
double participation_ratio(const std::vector<double>& spectrum);

// Total correlation of a normal distribution with this covariance, in nats: 0 for independent
// coordinates (Watanabe 1960). For two with correlation r: -1/2 ln(1 - r^2).
//
//   TC = 1/2 (sum_j ln Sigma_jj - ln |Sigma|)
//
// Coordinates that do not vary are left out. Infinite when one is a linear function of others, NaN
// when none varies.
double gaussian_total_correlation(const torch::Tensor& covariance);

}  // namespace latent::statistics
