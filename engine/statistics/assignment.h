// Who goes with whom: the one-to-one pairs of rows and columns with the least sum of costs.
//
//   minimise sum_i cost(i, partner(i))      over one-to-one maps of the rows into the columns
//
// The Hungarian method (Kuhn 1955; Munkres 1957) as shortest augmenting paths with potentials
// (Jonker & Volgenant 1987): a row at a time is added to a matching that is the best of the rows so
// far, O(columns^2) each, O(rows columns^2) in all. Exact.
//
// Thread: any, one object by one thread at a time. Errors: std::invalid_argument for costs that are
// not rows x columns finite numbers, or more rows than columns.
#pragma once

#include <cstdint>
#include <vector>

namespace latent::statistics {

class Assignment {
 public:
    // cost [rows, columns] row-major, rows <= columns.
    Assignment(std::vector<double> cost, int rows, int columns);

    void advance();  // adds the next row
    bool done() const { return next_ > rows_; }
    std::vector<int> partners() const;  // [rows] column of each row, once it is done
    double cost() const;                // of those pairs

 private:
    std::vector<double> cost_;
    int rows_, columns_, next_ = 1;
    std::vector<double> row_price_, column_price_;  // potentials, from 1
    std::vector<int> row_of_, way_;                 // by column, from 1; 0: none
};

}  // namespace latent::statistics
