// Datasets out of tables (csv.h): a row is a point, a column a coordinate [1, 1, D].
//
// Columns of very different scales train badly (a height in metres beside a weight in grams), so
// each column is shifted and scaled to mean 0 and deviation 1 of the training rows; a constant one
// is only shifted. The summary says so. A tenth is held out by content, before anything is
// measured: no held-out row enters those means.
//
// Thread: any.
#pragma once

#include <cstdint>
#include <vector>

namespace latent::data {

// Shifts and scales the D columns of both tables [N, D] by mean and deviation (over N) of `train`.
void standardise(std::int64_t columns, std::vector<float>& train, std::vector<float>& held_out);

}  // namespace latent::data
