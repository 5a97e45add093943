// Named tensors in a file that Python opens without this program: the safetensors format.
//
//   8 bytes      length N of the header, little-endian
//   N bytes      JSON: {"name": {"dtype": "F32", "shape": [256, 784], "data_offsets": [0, 802816]},
//                       ..., "__metadata__": {"key": "value"}}
//   the rest     the numbers, little-endian, each tensor where its offsets say
//
// Written beside and renamed after an fsync, so that nobody ever sees half a file. Read with every
// length checked against the file's own size before anything is allocated.
//
// Format: https://huggingface.co/docs/safetensors
// Thread: any. Errors: std::runtime_error with a sentence that names the file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace latent::training {

struct StoredTensor {
    std::vector<std::int64_t> shape;
    std::vector<float> values;
};

struct Safetensors {
    std::map<std::string, StoredTensor> tensors;
    std::map<std::string, std::string> metadata;
};

void write_safetensors(const std::filesystem::path& path, const Safetensors& content);

// Only tensors of dtype F32 are read; another one is an error.
Safetensors read_safetensors(const std::filesystem::path& path);

}  // namespace latent::training
