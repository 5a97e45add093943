// What several metrics need: fewer rows of a table, sentences with numbers, labels in another order.
// Thread: any.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "metrics/metric.h"

namespace latent::metrics {

// The table itself, or `most` of its rows: a random sample that is the same each time, in the
// table's order, so that sorted tables lose nothing by it.
CodeTable at_most(const CodeTable& table, std::int64_t most);

// These rows, in this order.
CodeTable rows_of(const CodeTable& table, const std::vector<std::int64_t>& rows);

// 0 .. n - 1 in a random order that is the same each time.
std::vector<std::int64_t> shuffled_rows(std::int64_t n, std::uint64_t seed);

// The labels in another order: what a procedure scores with these is chance.
std::vector<int> shuffled(const std::vector<int>& labels);

// How many of 0 .. occur among the labels.
int classes_present(const std::vector<int>& labels);

// printf into a string.
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
std::string
sentence(const char* format, ...);

// "z1", "z2", ...: how the window calls latent dimension `index`, counted from 0.
std::string latent_name(std::int64_t index);

// "mig_x_position": the id of a score's figure of one factor. Ids are keys, so without spaces.
std::string factor_figure_id(const std::string& score, const std::string& factor);

// A figure that has no value, and why.
Figure undefined_figure(Figure figure, const std::string& why);

}  // namespace latent::metrics
