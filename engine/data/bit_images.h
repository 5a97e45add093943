// Black-and-white images kept as one bit a pixel: an eighth of what bytes take.
//
// dSprites is 3 GB in bytes, which few laptops have to spare, and 377 MB so. The held-out tenth is
// chosen by content (content_split.h) and kept as indices, so that no image is ever moved.
//
// Thread: see dataset.h.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "data/dataset.h"

namespace latent::data {

struct BitImageSet {
    ImageShape shape;
    std::vector<std::uint8_t> bits;     // [N, row_bytes()]; pixel p is bit p % 8 of byte p / 8
    std::vector<std::uint8_t> labels;   // [N], or empty
    std::vector<std::uint8_t> factors;  // [N, K], or empty

    std::int64_t row_bytes() const { return (shape.size() + 7) / 8; }
    std::int64_t count() const {
        return row_bytes() > 0 ? std::int64_t(bits.size()) / row_bytes() : 0;
    }

    // Adds one image [C, H, W] of values 0 and 1. False, and nothing added, for any other value.
    bool append(const std::uint8_t* pixels);
};

// Splits the set and makes the dataset; a set bit is white (255, 1.0). Shape and counts of `info`
// are filled in. When all images are equal nothing can be held out and held_out_count stays 0.
std::shared_ptr<const Dataset> make_bit_dataset(DatasetInfo info, BitImageSet images);

}  // namespace latent::data
