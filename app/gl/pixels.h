// A picture in memory and its way into a PNG file. No OpenGL. Thread: any.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace latent::gl {

// rgba: [height, width, 4], row 0 at the top.
struct Pixels {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgba;
};

// Turns the picture upside down: OpenGL reads the lowest row first.
void flip_rows(Pixels& pixels);

// The part of the picture within [left, right) x [top, bottom), as far as there is one.
Pixels cropped(const Pixels& pixels, int left, int top, int right, int bottom);

// Throws std::runtime_error with a sentence when the file cannot be written.
void write_png(const std::string& path, const Pixels& pixels);

}  // namespace latent::gl
