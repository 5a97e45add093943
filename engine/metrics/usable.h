// What of a table a score can be made of, and how its rows are divided.
//
// A factor with one value among the samples (the colour of dSprites) has no entropy, and a
// dimension that never changes says nothing: what is left out is said. Where nothing is left, the
// score is undefined, and that is said too.
//
// Thread: any.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "metrics/grid_scores.h"
#include "metrics/metric.h"

namespace latent::metrics {

struct Usable {
    std::vector<std::size_t> factors;  // those with two values or more
    std::vector<std::int64_t> active;  // dimensions of the code that are not constant
    std::string problem;               // why no score can be made of this table; "" when one can
    std::string left_out;              // " Left out: colour, which has one value." or ""
};

// `fewest`: samples it takes. `most_values`: factors with more values than that are left out too,
// where a classifier has to tell them apart.
Usable usable_of(const CodeTable& table, std::int64_t fewest = 2, int most_values = 1 << 30);

// Every figure NaN for this reason, which is also the verdict.
AnalysisResult undefined(AnalysisResult result, const std::string& reason);

// Where the figure is NaN, why.
void explain(AnalysisResult& result, const std::string& figure, const std::string& reason);

// Values of a factor as ranks 0 .. count - 1 of those that occur.
struct FactorColumn {
    std::string name;
    std::vector<int> values;  // [N]
    int count = 0;
};
FactorColumn factor_column(const CodeTable& table, std::size_t factor);
std::vector<FactorColumn> factor_columns(const CodeTable& table, const Usable& usable);

// Mean and standard deviation (over N) of each dimension.
struct Spread {
    std::vector<double> mean, deviation;  // [k]
};
Spread spread_of(const CodeTable& table);

// For scores whose cost grows with every dimension so fast that a wide code would take minutes: the
// table itself up to 64 dimensions, and of a wider one the 64 of largest variance. A code of pure
// noise is narrowed alike, so that references stay comparable.
constexpr std::int64_t kMostDimensions = 64;
struct Narrowed {
    CodeTable fewer;                       // empty where the table is narrow enough
    std::vector<std::int64_t> dimensions;  // those kept, as the code numbers them, rising
    std::string said;  // " Of the 64 dimensions of largest variance, of 784." or ""
    const CodeTable& table(const CodeTable& whole) const { return said.empty() ? whole : fewer; }
};
Narrowed narrowed(const CodeTable& table);

// Mutual information of each dimension, in 20 bins of equal width, with each factor, in nats.
// [dimensions.size(), columns.size()]
Grid mutual_information_of(const CodeTable& table, const std::vector<std::int64_t>& dimensions,
                           const std::vector<FactorColumn>& columns, const Report& report);

// Two thirds of the rows to learn from and one third to test on, at random and always the same.
struct TwoToOne {
    std::vector<int> train, test;
};
TwoToOne two_to_one(std::int64_t count);
constexpr std::int64_t kFewestToSplit = 30;

std::vector<int> picked(const std::vector<int>& values, const std::vector<int>& rows);

// Rows [rows.size(), k] of the codes.
std::vector<float> picked_codes(const CodeTable& table, const std::vector<int>& rows);
std::vector<float> picked_dimension(const CodeTable& table, std::int64_t dimension,
                                    const std::vector<int>& rows);

// One figure a factor beside a score: id "mig_x", label "MIG of x".
void add_by_factor(AnalysisResult& result, const std::string& id, const std::string& label,
                   const std::vector<FactorColumn>& columns, const std::vector<double>& values,
                   const std::string& help);

// "z3" x "shape", as heat.
Matrix matrix_of(const Grid& grid, const std::vector<std::int64_t>& dimensions,
                 const std::vector<FactorColumn>& columns, const std::string& title,
                 const std::string& help);

// "Best kept: x (0.85); least: orientation (0.02)." "" of fewer than two.
std::string extremes(const std::vector<FactorColumn>& columns, const std::vector<double>& values,
                     const std::string& best, const std::string& least);

}  // namespace latent::metrics
