#include "gl/pixels.h"

#include <stb_image_write.h>

#include <algorithm>
#include <stdexcept>

namespace latent::gl {

void flip_rows(Pixels& pixels) {
    const std::size_t row = std::size_t(pixels.width) * 4;
    auto begin = pixels.rgba.begin();
    for (int top = 0, bottom = pixels.height - 1; top < bottom; ++top, --bottom)
        std::swap_ranges(begin + std::ptrdiff_t(top * row), begin + std::ptrdiff_t((top + 1) * row),
                         begin + std::ptrdiff_t(bottom * row));
}

Pixels cropped(const Pixels& pixels, int left, int top, int right, int bottom) {
    left = std::clamp(left, 0, pixels.width), right = std::clamp(right, left, pixels.width);
    top = std::clamp(top, 0, pixels.height), bottom = std::clamp(bottom, top, pixels.height);
    Pixels part{right - left, bottom - top, {}};
    part.rgba.reserve(std::size_t(part.width) * std::size_t(part.height) * 4);
    for (int y = top; y < bottom; ++y) {
        const auto row = pixels.rgba.begin() + (std::ptrdiff_t(y) * pixels.width + left) * 4;
        part.rgba.insert(part.rgba.end(), row, row + std::ptrdiff_t(part.width) * 4);
    }
    return part;
}

void write_png(const std::string& path, const Pixels& pixels) {
    if (!stbi_write_png(path.c_str(), pixels.width, pixels.height, 4, pixels.rgba.data(),
                        pixels.width * 4))
        throw std::runtime_error("The picture could not be written to " + path +
                                 "; check that the folder exists and that you may write there.");
}

}  // namespace latent::gl
