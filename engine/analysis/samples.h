// What analyses read: samples and codes of a split, in chunks, with progress.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <vector>

#include "analysis/analysis.h"

namespace latent::analysis {

// Codes (posterior means where the code is gaussian) with their labels, row-major [n, k].
struct CodeSet {
    std::int64_t count = 0, width = 0;
    std::vector<float> codes;
    std::vector<int> labels;  // empty: none
};

// Up to `most` samples of a split, [n, C, H, W], in equal parts from each class; the same ones each
// time.
std::vector<std::int64_t> chosen(const data::Dataset& dataset, data::Split split,
                                 std::int64_t most);
torch::Tensor load(const data::Dataset& dataset, data::Split split,
                   const std::vector<std::int64_t>& indices);

// Encodes up to `most` samples of a split.
CodeSet encode(const Subject& subject, data::Split split, std::int64_t most, const Report& report);

// What the net makes of x [n, C, H, W] at the codes' means, in chunks.
torch::Tensor reconstruct(const Subject& subject, const torch::Tensor& x, const Report& report);

}  // namespace latent::analysis
