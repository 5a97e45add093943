// Arrays as NPY files (format 1.0, C order, little-endian), which numpy.load() reads. Thread: any.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace latent::app {

// `values` row-major in this shape. Throws std::runtime_error with a sentence when the numbers and
// the shape disagree or the file cannot be written.
void write_npy(const std::string& path, const std::vector<float>& values,
               const std::vector<std::int64_t>& shape);  // '<f4'
void write_npy(const std::string& path, const std::vector<int>& values,
               const std::vector<std::int64_t>& shape);  // '<i4'

}  // namespace latent::app
