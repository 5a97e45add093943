#include "export/npy.h"

#include <fstream>
#include <stdexcept>

#include "export/folder.h"

namespace latent::app {
namespace {

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "NPY files are written as the numbers lie in memory, which must be little-endian."
#endif

std::string header_of(const char* kind, const std::vector<std::int64_t>& shape) {
    std::string sides;
    for (const std::int64_t side : shape) sides += std::to_string(side) + ", ";
    // One side keeps its comma: (5,) is a tuple, (5) a number.
    if (!sides.empty()) sides.resize(sides.size() - (shape.size() == 1 ? 1 : 2));
    std::string text = std::string("{'descr': '") + kind + "', 'fortran_order': False, 'shape': (" +
                       sides + "), }";
    constexpr std::size_t kBefore = 10, kAlignment = 64;  // magic, version, length
    text.append((kAlignment - (kBefore + text.size() + 1) % kAlignment) % kAlignment, ' ');
    text += '\n';
    std::string header("\x93NUMPY\x01\x00", 8);
    header += char(text.size() & 0xff);
    header += char(text.size() >> 8);
    return header + text;
}

template <class Number>
void write(const std::string& path, const char* kind, const std::vector<Number>& values,
           const std::vector<std::int64_t>& shape) {
    static_assert(sizeof(Number) == 4, "both kinds have four bytes");
    std::int64_t count = 1;
    for (const std::int64_t side : shape) count *= side;
    if (count != std::int64_t(values.size()))
        throw std::runtime_error("The array has " + std::to_string(values.size()) +
                                 " numbers, but its shape has room for " + std::to_string(count) +
                                 ".");
    const std::string header = header_of(kind, shape);
    std::ofstream file(path, std::ios::binary);
    file.write(header.data(), std::streamsize(header.size()));
    file.write(reinterpret_cast<const char*>(values.data()),
               std::streamsize(values.size() * sizeof(Number)));
    file.close();
    if (!file) throw std::runtime_error(not_written(path));
}

}  // namespace

void write_npy(const std::string& path, const std::vector<float>& values,
               const std::vector<std::int64_t>& shape) {
    write(path, "<f4", values, shape);
}

void write_npy(const std::string& path, const std::vector<int>& values,
               const std::vector<std::int64_t>& shape) {
    write(path, "<i4", values, shape);
}

}  // namespace latent::app
