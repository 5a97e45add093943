// Output minus input as colours: blue where the output is too dark, red where it is too bright.
// Thread: any.
#pragma once

#include <cstdint>
#include <vector>

#include "latent/snapshot.h"
#include "widgets/theme.h"

namespace latent::app {

// Many small pictures of one size in one, row by row.
struct PictureSheet {
    int columns = 0, rows = 0;  // of pictures
    int cell_width = 0, cell_height = 0;
    std::vector<std::uint8_t> rgba;  // [rows * cell_height, columns * cell_width, 4]

    int width() const { return columns * cell_width; }
    int height() const { return rows * cell_height; }
};

// Picture i shows output i against input `inputs_of[i]`; channels are averaged. Images that
// `inputs` lacks stay neutral.
PictureSheet difference_sheet(const Theme& theme, const Samples& inputs,
                              const std::vector<int>& inputs_of, const Samples& outputs);

}  // namespace latent::app
