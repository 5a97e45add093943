#include "data/files/stb_images.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "data/dataset.h"
#include "data/files/byte_stream.h"
#include "data/wording.h"

namespace {

// The library asks for memory through these; `largest_piece` is set before each call of it. Memory
// is zeroed, because of a bad picture the library reads tables that were never filled in.
thread_local std::size_t largest_piece = 0;

void* limited_alloc(std::size_t bytes) {
    return bytes > largest_piece ? nullptr : std::calloc(1, bytes);
}

void* limited_realloc(void* old, std::size_t bytes) {
    return bytes > largest_piece ? nullptr : std::realloc(old, bytes);
}

}  // namespace

#define STBI_MALLOC(bytes) limited_alloc(bytes)
#define STBI_REALLOC(old, bytes) limited_realloc(old, bytes)
#define STBI_FREE(memory) std::free(memory)
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_NO_HDR
#define STBI_MAX_DIMENSIONS 16384
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_RESIZE_STATIC
#define STB_IMAGE_RESIZE_IMPLEMENTATION
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
#include <stb/stb_image.h>
#include <stb/stb_image_resize.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace latent::data {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::uint64_t kMostFileBytes = 256 << 20;
constexpr std::size_t kHeaderBytes = 1 << 16;
// The dearest piece is a 16-bit RGBA picture: 8 bytes a pixel, once more while it is converted.
constexpr std::size_t kPieceAPixel = 16, kPieceAtLeast = 1 << 20;

[[noreturn]] void refuse(const std::string& name) {
    throw DataError(name + " is damaged or no PNG or JPEG picture. Remove it or save it again.");
}

// The first `most` bytes of a file.
Bytes file_bytes(const std::filesystem::path& path, std::uint64_t most) {
    ByteStream stream(path);
    if (stream.packed()) refuse(path.string());
    Bytes bytes(std::size_t(std::min(most, stream.file_bytes())));
    bytes.resize(stream.read(bytes.data(), bytes.size()));
    return bytes;
}

Bytes whole_file(const std::filesystem::path& path) {
    Bytes bytes = file_bytes(path, kMostFileBytes + 1);
    if (bytes.size() > kMostFileBytes)
        throw DataError(path.string() + " is larger than " + bytes_in_words(kMostFileBytes) +
                        ", too large for a picture. Scale it down or remove it.");
    return bytes;
}

// [H, W, C] with transparency laid over white, which drops the last channel.
void lay_over_white(Bytes& pixels, int channels) {
    const std::size_t colours = std::size_t(channels) - 1;
    std::size_t to = 0;
    for (std::size_t from = 0; from < pixels.size(); from += colours + 1) {
        const int alpha = pixels[from + colours];
        for (std::size_t c = 0; c < colours; ++c)
            pixels[to++] =
                std::uint8_t((pixels[from + c] * alpha + 255 * (255 - alpha) + 127) / 255);
    }
    pixels.resize(to);
}

}  // namespace

PictureSize picture_size(const std::filesystem::path& path) {
    const std::string name = path.string();
    if (const auto size = picture_size_in(file_bytes(path, kHeaderBytes), name)) return *size;
    // A camera may put a preview of any length before the frame header.
    if (const auto size = picture_size_in(whole_file(path), name)) return *size;
    refuse(name);
}

Picture read_picture(const std::filesystem::path& path) {
    return decode_picture(whole_file(path), path.string());
}

Picture decode_picture(const Bytes& bytes, const std::string& name) {
    // What tells the size and what decodes must see the same bytes.
    const Bytes checked = checked_picture(bytes, name);
    const std::optional<PictureSize> told = picture_size_in(checked, name);
    if (!told) refuse(name);
    const PictureSize size = *told;

    const std::size_t pixels = std::size_t(size.width) * std::size_t(size.height);
    largest_piece = std::max(kPieceAtLeast + kPieceAPixel * pixels, checked.size() + kPieceAtLeast);
    int width = 0, height = 0, channels = 0;
    const std::unique_ptr<stbi_uc, decltype(&stbi_image_free)> decoded(
        stbi_load_from_memory(checked.data(), int(checked.size()), &width, &height, &channels, 0),
        &stbi_image_free);
    if (!decoded || width != size.width || height != size.height || channels < 1 || channels > 4)
        refuse(name);
    Picture picture;
    picture.size = {width, height, channels >= 3};
    picture.pixels.assign(decoded.get(), decoded.get() + pixels * std::size_t(channels));
    if (channels == 2 || channels == 4) lay_over_white(picture.pixels, channels);
    return picture;
}

Bytes small_square(const Picture& picture, int side, bool colour) {
    const int channels = picture.size.colour ? 3 : 1;
    const int cut = std::min(picture.size.width, picture.size.height);
    const int row = picture.size.width * channels;
    const std::uint8_t* corner = picture.pixels.data() +
                                 std::size_t((picture.size.height - cut) / 2) * std::size_t(row) +
                                 (picture.size.width - cut) / 2 * channels;
    const std::size_t plane = std::size_t(side) * std::size_t(side);
    Bytes resized(plane * std::size_t(channels));
    if (cut == side) {  // the library's filter would blur it
        for (int y = 0; y < side; ++y)
            std::copy_n(corner + std::ptrdiff_t(y) * row, side * channels,
                        resized.data() + std::ptrdiff_t(y) * side * channels);
    } else if (!stbir_resize_uint8(corner, cut, cut, row, resized.data(), side, side, 0,
                                   channels)) {
        throw std::bad_alloc();
    }

    Bytes square;
    square.reserve(plane * (colour ? 3 : 1));
    const auto at = [&](std::size_t pixel, std::size_t c) {
        return resized[pixel * std::size_t(channels) + (channels == 3 ? c : 0)];
    };
    if (colour)
        for (std::size_t c = 0; c < 3; ++c)
            for (std::size_t p = 0; p < plane; ++p) square.push_back(at(p, c));
    else if (channels == 1)
        square = std::move(resized);
    else
        for (std::size_t p = 0; p < plane; ++p)
            square.push_back(
                std::uint8_t((299 * at(p, 0) + 587 * at(p, 1) + 114 * at(p, 2) + 500) / 1000));
    return square;
}

}  // namespace latent::data
