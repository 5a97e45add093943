// What a row of a traversal changes, in words.
//
// For every measure of appearance.h, v_1 ... v_n along the row:
//
//   amount = rho (max v - min v) / clear            of ln v where the measure is relative
//
// with rho the rank correlation of v with its place in the row (Spearman 1904): 1 where it only
// rises, 0 where it goes to and fro. One stray picture hardly changes it, and |amount| >= 1 is a
// clear change.
//
// The sentence names the clear changes, the largest first, and at most two main measures that stay.
// Where there are none, it says whether nothing changes, something goes to and fro, or details
// change that no measure sees, such as a smile. A row that ends at a figure of quite another shape
// (1.6 units and more), or along which five or more of an image's main measures change clearly, is
// said to become another picture: no one thing is what it changes.
//
// Thread: any.
#pragma once

#include <vector>

#include "explore/appearance.h"
#include "latent/explorer.h"

namespace latent::explore {

class RowReader {
 public:
    // Takes the scale of points and sequences from all samples of all rows.
    explicit RowReader(const Samples& samples);

    // The row of `count` samples from `first` on.
    Reading read(const Samples& samples, int first, int count) const;

 private:
    double spread_;
    std::vector<Measure> measures_;
};

}  // namespace latent::explore
