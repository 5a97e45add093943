// IDX files made by a test, whole or broken in a chosen way.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "data/dataset.h"

namespace latent::test {

using Bytes = std::vector<std::uint8_t>;

Bytes idx_header(const std::vector<std::uint32_t>& sizes, std::uint8_t type = 0x08);

// A header and behind it values that make every image a different one.
Bytes idx_bytes(const std::vector<std::uint32_t>& sizes);

Bytes with(Bytes front, const Bytes& back);
Bytes first(Bytes bytes, std::size_t count);

// Packed by zlib; `window` as deflateInit2 takes it: below zero without any header.
Bytes deflated(const Bytes& bytes, int window);
Bytes gzipped(const Bytes& bytes);

// The bytes of one sample.
Bytes image(const data::Dataset& dataset, data::Split split, std::int64_t index);

void write(const std::filesystem::path& path, const Bytes& bytes);

// The four files of a small MNIST: 2x3 images in three classes.
void write_four(const std::filesystem::path& folder, std::uint32_t train, std::uint32_t held_out);

// What loading `path` complains of; "" when it does not.
std::string complaint_of(const std::string& path);

}  // namespace latent::test
