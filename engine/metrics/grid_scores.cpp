#include "metrics/grid_scores.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace latent::metrics {
namespace {

constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();
constexpr double kBesideZero = 1e-11;  // as disentanglement_lib adds it

Grid transposed(const Grid& grid) {
    Grid turned(grid.columns, grid.rows);
    for (std::size_t row = 0; row < grid.rows; ++row)
        for (std::size_t column = 0; column < grid.columns; ++column)
            turned.at(column, row) = grid.at(row, column);
    return turned;
}

// 1 - the entropy of the row, to the base of its length.
double concentration(const Grid& grid, std::size_t row) {
    double sum = 0, entropy = 0;
    for (std::size_t column = 0; column < grid.columns; ++column)
        sum += grid.at(row, column) + kBesideZero;
    for (std::size_t column = 0; column < grid.columns; ++column) {
        const double p = (grid.at(row, column) + kBesideZero) / sum;
        entropy -= p * std::log(p);
    }
    return 1 - entropy / std::log(double(grid.columns));
}

}  // namespace

std::vector<double> gaps(const Grid& grid) {
    std::vector<double> of_factors;
    for (std::size_t column = 0; column < grid.columns; ++column) {
        double first = grid.rows > 0 ? grid.at(0, column) : kNotANumber, second = 0;
        for (std::size_t row = 1; row < grid.rows; ++row) {
            const double value = grid.at(row, column);
            second = row == 1 ? std::min(first, value) : std::max(second, std::min(first, value));
            first = std::max(first, value);
        }
        of_factors.push_back(first - second);
    }
    return of_factors;
}

double mean_of(const std::vector<double>& values) {
    if (values.empty()) return kNotANumber;
    return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
}

double modularity_of(const Grid& information) {
    if (information.columns < 2) return kNotANumber;
    std::vector<double> of_rows;
    for (std::size_t row = 0; row < information.rows; ++row) {
        double most = 0, all = 0;
        for (std::size_t column = 0; column < information.columns; ++column) {
            const double squared = information.at(row, column) * information.at(row, column);
            most = std::max(most, squared);
            all += squared;
        }
        of_rows.push_back(most > 0 ? 1 - (all - most) / (most * double(information.columns - 1))
                                   : 0.0);
    }
    return mean_of(of_rows);
}

double dci_disentanglement_of(const Grid& importances) {
    if (importances.columns < 2) return kNotANumber;
    const double all = std::accumulate(importances.values.begin(), importances.values.end(), 0.0);
    if (all <= 0) return 0;
    double score = 0;
    for (std::size_t row = 0; row < importances.rows; ++row) {
        double share = 0;
        for (std::size_t column = 0; column < importances.columns; ++column)
            share += importances.at(row, column);
        score += share / all * concentration(importances, row);
    }
    return score;
}

double dci_completeness_of(const Grid& importances) {
    return dci_disentanglement_of(transposed(importances));
}

}  // namespace latent::metrics
