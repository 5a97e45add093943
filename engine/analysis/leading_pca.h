// The leading principal directions of data, however many values a sample has: what PCA knows of
// them at every width that is of interest.
//
//   C = 1/n sum_i (x_i - m)(x_i - m)^T,    C u_j = lambda_j u_j,    lambda_1 >= lambda_2 >= ...
//
// Up to 1,024 values a sample: exactly, from the whole covariance (pca.h). Beyond that C would be
// too large to decompose, and the leading directions come from a block Krylov space
//
//   K = [V, C V, C^2 V, ...],   V random orthonormal;   u_j from the eigenvectors of K^T C K
//
// (Rayleigh-Ritz in the space of Golub & Underwood 1977; Musco & Musco 2015, arXiv 1504.05477). C V
// is computed by streaming over the samples, one pass a block, so that memory holds the directions
// alone. Passes are added until the error that is left, total variance - (lambda_1 + ... +
// lambda_k), changes by less than 1e-4 of itself at every k: every figure is then right to about
// that. Fitted on all training samples, up to 200 million values (evenly spread beyond that).
//
// The result is remembered for the last few datasets (remembered.h): it depends on the data alone.
//
// Thread: any. Errors: NotDefined without training samples, Cancelled.
#pragma once

#include <cstdint>
#include <memory>

#include "analysis/pca.h"

namespace latent::analysis {

// Directions that are computed, where the data have so many.
constexpr std::int64_t kLeading = 192;

// mean [D], variances [m] and directions [D, m] in double, m = min(kLeading, D, n).
std::shared_ptr<const Pca> leading_pca(const data::Dataset& dataset, const Report& report);

// The block method alone, whatever the number of values: for tests. `total_variance` is that of all
// directions.
struct LeadingDirections {
    Pca pca;
    double total_variance = 0;
    int passes = 0;
};
LeadingDirections block_krylov_pca(const data::Dataset& dataset, std::int64_t count,
                                   const Report& report);

}  // namespace latent::analysis
