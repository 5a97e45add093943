// What the observer says of a cloud of codes: each dimension, and the principal directions.
//
// Thread: any.
#pragma once

#include <vector>

#include "latent/snapshot.h"

namespace latent::training {

// One dimension of the cloud, all but its divergence.
LatentDimension describe_dimension(const CodeCloud& cloud, int dimension);

// The eigenvectors of the codes' covariance with the largest eigenvalues, min(k, 32) of them where
// 2 <= k <= 512, otherwise none:
//
//   C = 1 / (n - 1) sum_i (z_i - m)(z_i - m)^T,    C v_j = lambda_j v_j,   lambda falling
//   share = lambda_j / trace C,   deviation = sqrt(lambda_j)
//
// Each has the sign with the positive product with its place in `before`, those of the last look;
// where there were none, the sign that makes its largest component positive.
std::vector<PrincipalDirection> principal_directions(const CodeCloud& cloud,
                                                     const std::vector<PrincipalDirection>& before);

}  // namespace latent::training
