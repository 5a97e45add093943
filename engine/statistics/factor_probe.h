// What can be read from a code, by one fixed reader: the same for a code of one number, a code of
// 64 and the samples themselves.
//
//   y(x) = b + W phi(x)          least squares with a penalty on W (ridge regression), closed form
//   phi(x) = [ x / sqrt d,
//              cos(w_i . x + t_i) sqrt(2 / D),  w_i ~ N(0, I / h^2),  t_i uniform in [0, 2 pi) ]
//
// x is standardised by the rows to learn from. The cosines are random Fourier features (Rahimi &
// Recht 2007): D = 512 of them stand for a Gaussian kernel of width h. A code of few numbers is
// folded finely, a wide one is nearly straight: so there are three widths, h = the median distance
// between two rows, a quarter and a sixteenth of it, and which of them are used, and the penalty,
// is chosen for every factor on a quarter of the rows that W was not fitted to. Then W is fitted to
// all of them. Nothing is left to chance or to a setting: the same rows give the same figures.
//
// What is read of a factor
//   categories, up to 7 values     one y for each value; softmax regression on these few numbers
//                                  (logistic_regression.h, C = 100) says which value it is
//   many values                    y is the value
//   many values in a circle        two y, the cosine and the sine of the angle 2 pi value / count
//
// and how well, over rows that were not learnt from:
//   accuracy                       share of right answers; chance is the commonest value's share
//   R^2 = 1 - sum |y - y^|^2 / sum |y - mean|^2      of the last two; chance is 0
//
// The softmax learns from answers on the quarter that was kept back. Without it the largest y would
// be the answer, and that hides the middle ones of values that lie in a row (Hastie, Tibshirani &
// Friedman 2009, section 4.2): of the samples of faces64 themselves 72 % of the skin tones were read
// so, and more than 99 % with it.
//
// Thread: any, one object by one thread at a time; not inside a gradient computation. Time O(n F^2 +
// F^3) with F = d + 1536 features: about a second for 8,000 rows. Errors: std::invalid_argument for
// fewer than 20 rows or rows of different lengths; whatever `report` throws.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "latent/catalog.h"
#include "statistics/report.h"

namespace latent::statistics {

enum class FactorKind { categories, values, circle };
FactorKind kind_of(const FactorInfo& factor);

// One factor, read from rows that were not learnt from.
struct FactorReading {
    double score = 0;   // accuracy, or R^2
    double chance = 0;  // of the same
    // For each row how far off the answer is: categories: 0 where right, otherwise by how much the
    // wrong answer's y exceeds the right one's (at least 1e-6); the others: |y - y^|, in the
    // factor's deviations.
    std::vector<float> off;
    // Whether that counts as right: off == 0, or off < 1/2.
    bool right(std::size_t row) const;
    FactorKind kind = FactorKind::categories;
};

class FactorProbe {
 public:
    // rows [n, d] single precision; values [n, K] row-major, those of `factors`.
    FactorProbe(const torch::Tensor& rows, const std::vector<FactorInfo>& factors,
                const std::vector<int>& values, const Report& report = {});

    // Of rows [m, d] and their values [m, K]: one reading a factor.
    std::vector<FactorReading> read(const torch::Tensor& rows,
                                    const std::vector<int>& values) const;

 private:
    torch::Tensor features(const torch::Tensor& rows) const;

    class Decider;

    std::vector<FactorInfo> factors_;
    torch::Tensor mean_, scale_;                            // [d]
    torch::Tensor directions_, phases_;                     // [d, D'], [D']
    torch::Tensor feature_mean_;                            // [F]
    torch::Tensor weights_, target_mean_;                   // [F, T], [T] over all factors' targets
    std::vector<std::shared_ptr<const Decider>> deciders_;  // [K]; null but for categories
};

}  // namespace latent::statistics
