// Counting: numbers put into bins, and what one column of symbols tells about another.
//
//   H(a)    = - sum_s p(s) ln p(s)                        nats
//   I(a; b) = sum_{s, t} p(s, t) ln( p(s, t) / (p(s) p(t)) )
//
// with p counted ("plug-in"), as disentanglement_lib and scikit-learn do. The count of a finite
// table tells of some dependence even where there is none: on average about
// (symbols of a - 1) (symbols of b - 1) / 2N nats.
//
// Symbols are whole numbers from 0; there may be some that never occur.
//
// Thread: any. Errors: std::invalid_argument for columns of different lengths or negative symbols.
#pragma once

#include <cstdint>
#include <vector>

namespace latent::statistics {

// Bins of equal width between the least and the greatest of values[0], values[stride], ...; the bin
// of x is the number of lower edges that are <= x, less one, so that the greatest value lies in the
// last bin. All 0 where every value is the same. Values must be finite.
std::vector<int> equal_width_bins(const float* values, std::int64_t count, std::int64_t stride,
                                  int bins);

double entropy(const std::vector<int>& symbols);

double mutual_information(const std::vector<int>& a, const std::vector<int>& b);

}  // namespace latent::statistics
