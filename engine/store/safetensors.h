// Named tensors in a file that Python opens without this program: the safetensors format.
//
//   8 bytes      length N of the header, little-endian
//   N bytes      JSON: {"name": {"dtype": "F32", "shape": [256, 784], "data_offsets": [0, 802816]},
//                       ..., "__metadata__": {"key": "value"}}
//   the rest     the numbers, little-endian, each tensor where its offsets say
//
// Files that we write carry a checksum in the metadata, eight hexadecimal digits: the CRC-32 of the
// header (with "00000000" in the checksum's place) and of all numbers. One altered byte, wherever,
// is found. Files of other programs have none and are read all the same, unless one is asked for.
//
// Written beside and renamed after an fsync, so that nobody ever sees half a file. Read with every
// length checked against the file's own size before anything is allocated.
//
// Format: https://huggingface.co/docs/safetensors
// Thread: any. Errors: std::runtime_error with a sentence that names the file.
#pragma once

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace latent::store {

enum class DType { f32, f64, f16, u8, i64 };  // f16: the bits, as std::uint16_t
const char* name_of(DType dtype);             // "F32", ...
std::size_t size_of(DType dtype);             // bytes a number

template <class T>
constexpr DType dtype_of() {
    static_assert(std::is_same_v<T, float> || std::is_same_v<T, double> ||
                  std::is_same_v<T, std::uint16_t> || std::is_same_v<T, std::uint8_t> ||
                  std::is_same_v<T, std::int64_t>);
    if (std::is_same_v<T, float>) return DType::f32;
    if (std::is_same_v<T, double>) return DType::f64;
    if (std::is_same_v<T, std::uint16_t>) return DType::f16;
    if (std::is_same_v<T, std::uint8_t>) return DType::u8;
    return DType::i64;
}

struct StoredTensor {
    DType dtype = DType::f32;
    std::vector<std::int64_t> shape;
    std::vector<std::uint8_t> bytes;

    // Throws std::runtime_error when it holds numbers of another kind.
    template <class T>
    std::vector<T> values() const {
        if (dtype != dtype_of<T>())
            throw std::runtime_error(std::string("holds ") + name_of(dtype) + " where " +
                                     name_of(dtype_of<T>()) + " was expected.");
        std::vector<T> numbers(bytes.size() / sizeof(T));
        if (!numbers.empty()) std::memcpy(numbers.data(), bytes.data(), bytes.size());
        return numbers;
    }
};

using Tensors = std::map<std::string, StoredTensor>;

template <class T>
StoredTensor stored(std::vector<std::int64_t> shape, const T* values, std::size_t count) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(values);
    return {dtype_of<T>(), std::move(shape), {bytes, bytes + count * sizeof(T)}};
}
template <class T>
StoredTensor stored(std::vector<std::int64_t> shape, const std::vector<T>& values) {
    return stored(std::move(shape), values.data(), values.size());
}
template <class T>
StoredTensor stored(const std::vector<T>& values) {
    return stored({std::int64_t(values.size())}, values);
}

struct Safetensors {
    Tensors tensors;
    std::map<std::string, std::string> metadata;
};

void write_safetensors(const std::filesystem::path& path, const Safetensors& content);
// Such a file's bytes. What was read gives the bytes that it was read from, where we wrote them.
std::string bytes_of(const Safetensors& content);

// The whole file, its checksum checked. `checksum_needed`: a file without one is refused.
Safetensors read_safetensors(const std::filesystem::path& path, bool checksum_needed = false);

// Only the tensors whose names are wanted, and the metadata: no more of the file is read than that,
// and the checksum is not checked.
Safetensors read_some_of(const std::filesystem::path& path,
                         const std::function<bool(const std::string&)>& wanted);

}  // namespace latent::store
