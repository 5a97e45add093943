// PNG and JPEG pictures, decoded and made small squares by the stb libraries.
//
// Files are checked first (picture_header.h): the library sees only what a sound picture may hold.
// While it decodes, no single piece of memory may exceed what a picture of that size can need, so
// that data which unpack to more (a bomb) end in an error.
//
// Transparent pictures are laid over white. Pixels are taken as stored: neither the camera's
// orientation (EXIF) nor colour profiles are applied.
//
// Sources: stb_image 2.27, stb_image_resize 0.97 (Debian's libstb-dev). Thread: any.
// Errors: DataError with the picture's name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "data/files/picture_header.h"

namespace latent::data {

struct Picture {
    PictureSize size;
    std::vector<std::uint8_t> pixels;  // [H, W, C], C 3 with colour, otherwise 1
};

// From the header of the file; reads no more of it than that takes.
PictureSize picture_size(const std::filesystem::path& path);

Picture read_picture(const std::filesystem::path& path);

// The same of a file's bytes; `name` is for sentences.
Picture decode_picture(const std::vector<std::uint8_t>& bytes, const std::string& name);

// The largest square in the middle, resized to side x side (one of that size stays as it is, to the
// last bit): [C, side, side]. `colour` false makes
// a picture with colours grey (weights .299, .587, .114), true repeats a grey one three times.
std::vector<std::uint8_t> small_square(const Picture& picture, int side, bool colour);

}  // namespace latent::data
