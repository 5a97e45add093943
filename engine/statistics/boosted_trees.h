// Gradient-boosted trees that tell classes apart, and which columns they do it by.
//
//   F_c(x) = sum over rounds of eta * tree_{round, c}(x),      p(c | x) = softmax of F(x)
//
// A round adds a tree of depth 3 for each class, fitted to the gradient of the log loss (Friedman
// 2001); eta = 0.1, 100 rounds, as in scikit-learn's GradientBoostingClassifier. The trees are
// XGBoost's (Chen & Guestrin 2016), which looks for splits in histograms of 256 bins a column and
// weighs rows by the curvature of the loss: importances and accuracies differ a little from those
// of scikit-learn, which does neither.
//
// Importance of a column: what its splits reduced the loss by, summed over all trees, as a share of
// what all columns' did. All 0 where no split was worth making.
//
// One thread, so that equal tables give equal trees.
//
// Thread: any, one object by one thread at a time. Errors: std::runtime_error with the library's
// words; whatever `report` throws, which is called before every round.
#pragma once

#include <cstdint>
#include <vector>

#include "statistics/report.h"

namespace latent::statistics {

struct BoostedTrees {
    int rounds = 100, depth = 3;
    double learning_rate = 0.1;
};

struct BoostedTreesResult {
    std::vector<double> importances;  // [width]
    std::vector<int> predicted;       // of the test rows
};

// Rows [n, width] row-major, labels in 0 .. classes - 1.
BoostedTreesResult fit_boosted_trees(const std::vector<float>& train, std::int64_t width,
                                     const std::vector<int>& labels, int classes,
                                     const std::vector<float>& test, const BoostedTrees& how = {},
                                     const Report& report = {});

}  // namespace latent::statistics
