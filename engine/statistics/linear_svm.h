// A linear support vector machine, one class against the rest, as scikit-learn's LinearSVC has it.
//
//   for each class c, with t_i = +1 where y_i = c and -1 elsewhere:
//   minimised: 1/2 (|w|^2 + b^2) + sum_i C_i max(0, 1 - t_i (w . x_i + b))^2
//
// Balanced: C_i = C n / (classes n_c) for the rows of the class c itself, and C for the rest. The
// bias is punished like a weight (intercept_scaling = 1), so the scale and the origin of x matter.
// Solved by LIBLINEAR (Fan et al. 2008), the library inside scikit-learn, in its primal form:
// scikit-learn solves the dual by default, which has the same and only optimum, and takes much
// longer where rows are many and columns few.
//
// Thread: any. Errors: std::invalid_argument.
#pragma once

#include <memory>
#include <vector>

struct model;  // LIBLINEAR's, so that its header, with names like `train`, stays in linear_svm.cpp

namespace latent::statistics {

class LinearSvm {
 public:
    // One column of numbers, a label for each. At least two different labels.
    LinearSvm(const std::vector<float>& column, const std::vector<int>& labels, double C);
    ~LinearSvm();
    LinearSvm(LinearSvm&&) noexcept;

    std::vector<int> predict(const std::vector<float>& column) const;

    double weight(int label) const;
    double bias(int label) const;

 private:
    struct Free {
        void operator()(model* fitted) const;
    };
    std::unique_ptr<model, Free> model_;
};

}  // namespace latent::statistics
