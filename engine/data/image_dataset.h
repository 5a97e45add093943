// Images that lie in memory as bytes, with a label each or none: what every file format ends as.
//
// Thread: see dataset.h.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "data/dataset.h"

namespace latent::data {

struct ImageSet {
    ImageShape shape;
    std::vector<std::uint8_t> pixels;  // [N, C, H, W]
    std::vector<std::uint8_t> labels;  // [N], or empty
    std::int64_t count() const {
        return shape.size() > 0 ? std::int64_t(pixels.size()) / shape.size() : 0;
    }
};

// Moves the held-out tenth (content_split.h) out of `all`, in the order of the file.
ImageSet take_held_out(ImageSet& all);

// The dataset of two sets of one shape. Shape and counts of `info` are filled in from them.
std::shared_ptr<const Dataset> make_image_dataset(DatasetInfo info, ImageSet train,
                                                  ImageSet held_out);

}  // namespace latent::data
