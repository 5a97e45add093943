// The arithmetic of the disentanglement scores, apart from where their tables come from: each reads
// a grid of numbers, one row a dimension of the code, one column a factor.
//
// A score that divides by the logarithm of one, or by no other factor, is NaN: with a single factor
// nothing can be disentangled from anything.
//
// Thread: any.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace latent::metrics {

struct Grid {
    std::size_t rows = 0, columns = 0;
    std::vector<double> values = {};  // [rows, columns]
    Grid(std::size_t of_rows, std::size_t of_columns, std::vector<double> with = {})
        : rows(of_rows), columns(of_columns), values(std::move(with)) {
        values.resize(rows * columns, 0.0);
    }
    double& at(std::size_t row, std::size_t column) { return values[row * columns + column]; }
    double at(std::size_t row, std::size_t column) const { return values[row * columns + column]; }
};

// For each factor the greatest entry less the second greatest; a single row has 0 for a second.
std::vector<double> gaps(const Grid& grid);

double mean_of(const std::vector<double>& values);  // NaN of none

// Modularity (Ridgeway & Mozer 2018) of mutual information m: the mean over the rows of
//   1 - (sum_k m_ik^2 - max_k m_ik^2) / (max_k m_ik^2 (K - 1)),     0 for a row of zeros.
double modularity_of(const Grid& information);

// DCI (Eastwood & Williams 2018) of importances R, with p along a row and q along a column:
//   disentanglement   sum_i (sum_k R_ik / sum R) (1 - H_K(p_i)),   H_K the entropy to the base K
//   completeness      sum_k (sum_i R_ik / sum R) (1 - H_d(q_k)),   H_d the entropy to the base d
// 1e-11 is added to each entry before the entropy is taken; all zeros score 0.
double dci_disentanglement_of(const Grid& importances);
double dci_completeness_of(const Grid& importances);

}  // namespace latent::metrics
