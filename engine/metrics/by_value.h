// Rows of a table that share a value of a factor: what the scores that were defined by drawing new
// samples with one factor held fixed (FactorVAE's, BetaVAE's) draw from instead.
//
// Thread: one at a time.
#pragma once

#include <vector>

#include "metrics/usable.h"
#include "statistics/draws.h"

namespace latent::metrics {

class RowsByValue {
 public:
    // Values with fewer than `fewest` rows are never drawn.
    RowsByValue(const FactorColumn& column, std::size_t fewest);

    bool empty() const { return rows_.empty(); }  // no value is frequent enough

    // All rows that share a value, which comes as often as it does among the samples.
    std::vector<int>& draw(statistics::Draws& draws);

 private:
    std::vector<std::vector<int>> buckets_;
    std::vector<std::size_t> rows_;  // the bucket of every row that may be drawn
};

}  // namespace latent::metrics
