// Which dimension of one run's code is which of another's: the answer to MatchDimensions
// (latent/explorer.h) put in an order in which partners lie on the diagonal, and in words.
//
// Thread: any (values).
#pragma once

#include <string>
#include <vector>

#include "latent/explorer.h"

namespace latent::app {

struct DimensionMatch {
    int rows = 0, columns = 0;            // widths of the two codes
    std::vector<float> correlations;      // [rows, columns] signed, in the codes' own order
    std::vector<int> row_order;           // best matched first; those without a partner last
    std::vector<int> column_order;        // partners in the same order; then those left over
    int matched = 0;                      // pairs
    int same = 0;                         // of them with |r| >= kSame
    float mean = 0;                       // |r| over the pairs
    static constexpr float kSame = 0.8f;  // from here on two dimensions count as one feature

    float at(int row, int column) const {
        return correlations[std::size_t(row) * std::size_t(columns) + std::size_t(column)];
    }
};

// Empty (rows 0) where the answer does not fit the widths or is a refusal.
DimensionMatch match_of(const Answer& answer, int first_width, int second_width);

// "Mean best-match correlation 0.93: both runs found the same 8 features."
std::string match_sentence(const DimensionMatch& match);

// |r| as text; "constant" where a dimension does not vary.
std::string correlation_text(float r);

}  // namespace latent::app
