// Exact principal component analysis of a training split: the line to beat.
//
//   C = 1/n sum_i (x_i - m)(x_i - m)^T = U diag(lambda) U^T,   lambda_1 >= lambda_2 >= ...
//   squared error of the best k-dimensional linear code = sum over x of ||(I - U_k U_k^T)(x -
//   m)||^2
//
// Pearson 1901; Eckart & Young 1936.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <vector>

#include "analysis/analysis.h"

namespace latent::analysis {

struct Pca {
    std::int64_t count = 0;    // n, samples it was fitted on
    torch::Tensor mean;        // [D] double
    torch::Tensor variances;   // [D] double, lambda, falling
    torch::Tensor directions;  // [D, D] double, column j belongs to lambda_j

    double total_variance() const { return variances.sum().item<double>(); }
    // Mean squared error of samples x [n, ...], summed over a sample's values, at width k.
    double error(const torch::Tensor& x, std::int64_t k) const;
};

// The training samples that PCA is fitted on: all, or as many as make 100 million values, spread
// evenly over the split.
std::vector<std::int64_t> pca_samples(const data::Dataset& dataset);

// Of pca_samples(). Covariance and eigenvectors in double. Throws NotDefined for samples of more than 4,096 values: their covariance matrix would
// take minutes.
Pca fit_pca(const data::Dataset& dataset, const Report& report);

// Principal angles between the column spaces of A [D, a] and B [D, b], in degrees, rising; min(a,
// b) of them (Bjorck & Golub 1973). Small ones from the sine, where the cosine is flat.
std::vector<double> principal_angles(const torch::Tensor& a, const torch::Tensor& b);

}  // namespace latent::analysis
