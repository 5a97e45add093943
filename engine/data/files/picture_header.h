// What a PNG or JPEG picture says of itself, read by this program and believed by nobody: the
// decoder behind it is good with good pictures and careless with bad ones.
//
//   PNG     89 "PNG" 0d 0a 1a 0a, then chunks: length, type, data, checksum; IHDR first, IEND last
//   JPEG    ff d8, then segments (jpeg_segments.h)
//
// At most 16,384 pixels a side and 50 million in all, so that a small file cannot ask for
// gigabytes.
//
// Source: PNG Specification, 3rd edition; ITU-T T.81. Thread: any.
// Errors: DataError with the picture's name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace latent::data {

struct PictureSize {
    int width = 0, height = 0;
    bool colour = false;  // stored with colours, even if all of them are grey
};

// By the first bytes of a file; nothing when more of them are needed. Throws when they are no
// picture, or one that is too large.
std::optional<PictureSize> picture_size_in(const std::vector<std::uint8_t>& bytes,
                                           const std::string& name);

// A whole file fit to be decoded. Throws when it was cut off or is damaged.
std::vector<std::uint8_t> checked_picture(const std::vector<std::uint8_t>& bytes,
                                          const std::string& name);

}  // namespace latent::data
