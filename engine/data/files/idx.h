// The IDX format, in which MNIST and its descendants are published.
//
//   00 00                zero
//   08                   type of a value; 08 is a byte, the only one read here
//   03                   number of dimensions d
//   d times 4 bytes      the sizes, big-endian: samples first, then rows and columns
//   the values           row-major, the last dimension fastest
//
// A header is a claim. It is compared with what the file can hold before anything of that size is
// allocated: for a plain file with its length, for a packed one with the most that its bytes can
// unpack to; and even then memory grows only as data really arrive.
//
// Source: http://yann.lecun.com/exdb/mnist. Thread: any.
// Errors: DataError, a sentence with the file's name, what is wrong and what to do.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "latent/catalog.h"

namespace latent::data {

struct IdxHeader {
    std::vector<std::int64_t> sizes;  // 1 to 4 of them, all at least 1
    std::int64_t count() const { return sizes.front(); }
    std::uint64_t item_bytes() const;  // of one sample: the product of the other sizes
    std::string in_words() const;      // "60,000 images of 28x28", "10,000 labels"
};

struct IdxArray {
    IdxHeader header;
    std::vector<std::uint8_t> values;  // count() * item_bytes()
};

IdxHeader read_idx_header(const std::filesystem::path& path);
IdxArray read_idx(const std::filesystem::path& path);

// How the samples of an images file are laid out:
//   [N, H, W]             one channel
//   [N, H, W, C]          C 1 or 3, interleaved as cameras store it
//   [N, C, H, W]          C 1 or 3, as networks want it
//   [N, D]                flattened, when D is a square: 784 is 28x28
// Anything else is refused: [N] (labels), other channel counts, and sizes that fit both orders.
struct ImageLayout {
    ImageShape shape;
    bool channels_last = false;
};
ImageLayout image_layout(const IdxHeader& header, const std::filesystem::path& path);

// Samples [N, H, W, C] put in the order [N, C, H, W], in place.
void channels_to_front(std::vector<std::uint8_t>& values, const ImageShape& shape);

}  // namespace latent::data
