#include "data/files/picture_header.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>

#include "data/dataset.h"
#include "data/files/jpeg_segments.h"
#include "data/wording.h"

namespace latent::data {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::uint64_t kLongestSide = 16384;
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
constexpr std::uint64_t kMostPixels = 1'000'000;  // a fuzzer is to try many, not large ones,
constexpr bool kCompareChecksums = false;         // and cannot guess checksums
#else
constexpr std::uint64_t kMostPixels = 50'000'000;
constexpr bool kCompareChecksums = true;
#endif
constexpr std::size_t kPngMagic = 8, kPngHeader = 33;  // magic and the first chunk

[[noreturn]] void refuse(const std::string& name) {
    throw DataError(name + " is damaged or no PNG or JPEG picture. Remove it or save it again.");
}

[[noreturn]] void refuse_cut_off(const std::string& name) {
    throw DataError(name + " is a picture that was cut off. Fetch it again or remove it.");
}

bool is_png(const Bytes& bytes) {
    return bytes.size() >= kPngMagic && std::memcmp(bytes.data(), "\x89PNG\r\n\x1a\n", 8) == 0;
}

bool is_jpeg(const Bytes& bytes) {
    return bytes.size() >= 4 && bytes[0] == 0xff && bytes[1] == 0xd8;
}

std::uint64_t big_endian(const Bytes& bytes, std::size_t at) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8 | bytes[at + i];
    return value;
}

PictureSize checked_size(std::uint64_t width, std::uint64_t height, bool colour,
                         const std::string& name) {
    if (width == 0 || height == 0) refuse(name);
    if (std::max(width, height) > kLongestSide || width * height > kMostPixels)
        throw DataError(name + " says it is " + grouped(width) + "x" + grouped(height) +
                        " pixels; at most " + grouped(kLongestSide) + " a side and " +
                        grouped(kMostPixels) + " in all are read. Scale it down or remove it.");
    return {int(width), int(height), colour};
}

// One header, at the front, an end, and checksums, which the decoder does not look at.
void check_png(const Bytes& bytes, const std::string& name) {
    for (std::size_t at = kPngMagic;;) {
        if (bytes.size() - at < 12) refuse_cut_off(name);
        const std::size_t length = std::size_t(big_endian(bytes, at));
        if (length > bytes.size() - at - 12) refuse_cut_off(name);
        const auto is = [&](const char* type) {
            return std::memcmp(bytes.data() + at + 4, type, 4) == 0;
        };
        if (is("IHDR") != (at == kPngMagic)) refuse(name);
        const uLong sum = crc32(crc32(0, nullptr, 0), bytes.data() + at + 4, uInt(length + 4));
        if (kCompareChecksums && sum != big_endian(bytes, at + 8 + length)) refuse(name);
        if (is("IEND")) return;
        at += 12 + length;
    }
}

}  // namespace

std::optional<PictureSize> picture_size_in(const Bytes& bytes, const std::string& name) {
    if (is_png(bytes)) {
        if (bytes.size() < kPngHeader) return std::nullopt;
        if (std::memcmp(bytes.data() + 12, "IHDR", 4) != 0) refuse(name);
        const bool colour = bytes[25] != 0 && bytes[25] != 4;  // 0 and 4 are grey
        return checked_size(big_endian(bytes, 16), big_endian(bytes, 20), colour, name);
    }
    if (!is_jpeg(bytes)) refuse(name);
    const std::optional<JpegFrame> frame = jpeg_frame(bytes, name);
    if (!frame) return std::nullopt;
    return checked_size(std::uint64_t(frame->width), std::uint64_t(frame->height),
                        frame->planes >= 3, name);
}

Bytes checked_picture(const Bytes& bytes, const std::string& name) {
    if (is_jpeg(bytes)) return checked_jpeg(bytes, name);
    if (!is_png(bytes)) refuse(name);
    check_png(bytes, name);
    return bytes;
}

}  // namespace latent::data
