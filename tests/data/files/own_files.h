// Arrays, archives and pictures made by a test, whole or broken in a chosen way.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "data/files/idx_files.h"

namespace latent::test {

Bytes text(const std::string& words);

// The bytes of values as they lie in memory.
template <class Value>
Bytes raw(const std::vector<Value>& values) {
    Bytes bytes(values.size() * sizeof(Value));
    if (!bytes.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
    return bytes;
}

// `count` bytes that look like noise, the same each time.
Bytes noise(std::size_t count, std::uint32_t seed = 1);

// An .npy of version 1.0. `shape` as Python writes it, "(3, 2)"; `descr` with its quotes.
Bytes npy_header(const std::string& descr, const std::string& shape, bool fortran = false);
// The same with an arbitrary header text.
Bytes npy_with(const std::string& header, int version = 1);

struct ZipEntry {
    std::string name;
    Bytes content;
    bool deflated = false;
    // Lies, where not empty: what the directory says.
    std::uint64_t claims_bytes = 0;
    std::uint32_t flags = 0, packing = 0;
    bool wide = false;  // sizes in a 64-bit extra field
    bool bad_checksum = false;
};
Bytes zip_bytes(const std::vector<ZipEntry>& entries);

// 8-bit pixels [H, W, C] with C 1 (grey), 3 (RGB) or 4 (RGBA).
Bytes png_bytes(std::uint32_t width, std::uint32_t height, int channels, const Bytes& pixels);
// One that says a size and has the pixel data given, packed as they are.
Bytes png_claiming(std::uint32_t width, std::uint32_t height, int channels, const Bytes& rows);
// A JPEG of blocks of 8x8 pixels, each of one brightness, row by row; planes 1, or 3 with colours
// that all are neutral.
Bytes jpeg_bytes(int width, int height, int planes, const Bytes& blocks);

}  // namespace latent::test
