// Images that a net was never meant for: how well it copies them tells whether it learnt its data
// or merely to copy.
#pragma once

#include <torch/types.h>

#include <string>
#include <vector>

#include "analysis/analysis.h"

namespace latent::analysis {

struct ForeignImages {
    std::string id, label;  // "fashion_mnist", "Fashion-MNIST"
    torch::Tensor images;   // [n, C, H, W] in [0, 1]
};

// Held-out images of another installed dataset, brought to this one's shape where they differ
// (bilinear; grey from the mean of the channels): one of equal shape before all others, so of digits
// the clothes and of clothes the digits. A copy of the same data under another name is known by its
// images and passed over. Throws NotDefined for data that are no images.
ForeignImages foreign_images(const data::Dataset& dataset, std::int64_t most);

// Variations of images x [n, C, H, W] that keep their simplest statistics:
//   noise      every pixel uniform in [0, 1]
//   inverted   1 - x
//   shuffled   the pixels of each image in another order, the same order for all
std::vector<ForeignImages> unnatural_images(const torch::Tensor& x);

// FVU = sum_i ||x_i - x^_i||^2 / sum_i ||x_i - mean||^2: the fraction of variance unexplained, the
// mean being that of x. 0 where x does not vary.
double unexplained(const torch::Tensor& x, const torch::Tensor& output);

// Foreign images that the identity meter and whoever measures the same uses of data of this size: as
// floats at most 64 MB, several sets and their outputs being held at once.
std::int64_t most_measured(const ImageShape& shape);

}  // namespace latent::analysis
