// The readers of a student's own files as a fuzzer sees them: bytes go in, and either a dataset or
// a sentence comes out. tests/fuzz feeds them new bytes for hours; the tests feed them what it
// kept.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "data/files/idx_files.h"

namespace latent::test {

struct FuzzedReader {
    const char* name;       // as its folder in tests/fuzz/corpus
    const char* file_name;  // what the bytes are written to; "" for a picture
};

// idx, npy, npz, csv, image.
const std::vector<FuzzedReader>& fuzzed_readers();

// Describes, loads and looks at every sample, or decodes the picture. Returns the sentence with
// which the bytes were refused, "" when they were not. Any other exception is passed on; data that
// are not what their description says are a std::logic_error.
std::string read_as(const FuzzedReader& reader, const Bytes& bytes,
                    const std::filesystem::path& scratch);

}  // namespace latent::test
