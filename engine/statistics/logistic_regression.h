// Which class is this? A linear classifier with probabilities.
//
//   p(c | x) = exp(w_c . x + b_c) / sum_c' exp(w_c' . x + b_c')
//   minimised: sum_i -ln p(y_i | x_i) + 1/(2 C) sum_c |w_c|^2          (the biases b are free)
//
// by L-BFGS from 0, at most 100 steps: what scikit-learn's LogisticRegression does by default
// (C = 1), for two classes also. The optimum is unique, and it depends on the scale of x:
// standardise first, or say that it was not done.
//
// Thread: any, one object by one thread at a time; not inside a gradient computation.
// Errors: std::invalid_argument for labels out of range; whatever `report` throws.
#pragma once

#include <cstdint>
#include <vector>

#include "statistics/report.h"

namespace latent::statistics {

class LogisticRegression {
 public:
    // rows [n, d] row-major, labels [n] in 0 .. classes - 1; classes without a row get probability
    // 0.
    LogisticRegression(const std::vector<float>& rows, std::int64_t width,
                       const std::vector<int>& labels, int classes, double C = 1,
                       const Report& report = {});

    // [n, classes] row-major.
    std::vector<float> probabilities(const std::vector<float>& rows) const;
    std::vector<int> predict(const std::vector<float>& rows) const;

    double weight(std::int64_t feature, int label) const;  // 0 for classes without a row
    double bias(int label) const;

 private:
    std::int64_t width_;
    int classes_;
    std::vector<int> present_;     // classes that have rows
    std::vector<double> weights_;  // [width + 1, present]; the last row is the biases
};

// The share of equal entries; both of the same length, at least 1.
double accuracy(const std::vector<int>& predicted, const std::vector<int>& labels);

}  // namespace latent::statistics
