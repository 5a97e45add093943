#include "statistics/assignment.h"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace latent::statistics {

Assignment::Assignment(std::vector<double> cost, int rows, int columns)
    : cost_(std::move(cost)), rows_(rows), columns_(columns) {
    if (rows < 0 || columns < rows || cost_.size() != std::size_t(rows) * std::size_t(columns))
        throw std::invalid_argument(
            "An assignment needs a cost for each row and column, and at "
            "least as many columns as rows.");
    for (double one : cost_)
        if (!std::isfinite(one))
            throw std::invalid_argument("The costs of an assignment must be finite numbers.");
    row_price_.assign(std::size_t(rows) + 1, 0);
    column_price_.assign(std::size_t(columns) + 1, 0);
    row_of_.assign(std::size_t(columns) + 1, 0);
    way_.assign(std::size_t(columns) + 1, 0);
}

// Column 0 stands for the row that is new; the shortest path from there to a free column, in costs
// less prices, is turned over.
void Assignment::advance() {
    if (done()) return;
    constexpr double kFar = std::numeric_limits<double>::infinity();
    std::vector<double> distance(std::size_t(columns_) + 1, kFar);
    std::vector<char> reached(std::size_t(columns_) + 1, 0);
    row_of_[0] = next_++;
    std::size_t at = 0;
    do {
        reached[at] = 1;
        const auto row = std::size_t(row_of_[at]);
        double least = kFar;
        std::size_t nearest = 0;
        for (std::size_t column = 1; column <= std::size_t(columns_); ++column) {
            if (reached[column]) continue;
            const double reduced = cost_[(row - 1) * std::size_t(columns_) + column - 1] -
                                   row_price_[row] - column_price_[column];
            if (reduced < distance[column]) {
                distance[column] = reduced;
                way_[column] = int(at);
            }
            if (distance[column] < least) {
                least = distance[column];
                nearest = column;
            }
        }
        for (std::size_t column = 0; column <= std::size_t(columns_); ++column) {
            if (reached[column]) {
                row_price_[std::size_t(row_of_[column])] += least;
                column_price_[column] -= least;
            } else {
                distance[column] -= least;
            }
        }
        at = nearest;
    } while (row_of_[at] != 0);
    while (at != 0) {
        const auto before = std::size_t(way_[at]);
        row_of_[at] = row_of_[before];
        at = before;
    }
}

std::vector<int> Assignment::partners() const {
    std::vector<int> partners(std::size_t(rows_), -1);
    for (std::size_t column = 1; column <= std::size_t(columns_); ++column)
        if (row_of_[column] != 0) partners[std::size_t(row_of_[column]) - 1] = int(column) - 1;
    return partners;
}

double Assignment::cost() const {
    double sum = 0;
    const std::vector<int> found = partners();
    for (std::size_t row = 0; row < found.size(); ++row)
        if (found[row] >= 0) sum += cost_[row * std::size_t(columns_) + std::size_t(found[row])];
    return sum;
}

}  // namespace latent::statistics
