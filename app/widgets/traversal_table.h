// Measures of the traversal matrix: how many columns fit, how large its pictures are. Thread: UI.
#pragma once

#include <imgui.h>

#include "widgets/theme.h"

namespace latent::app {

struct TraversalTable {
    float names = 0, words = 0;             // widths of the columns of text; words 0: none beside
    float below = 0;                        // height of a line of words below the pictures, or 0
    float cell_width = 0, cell_height = 0;  // of a picture
    float gap = 0, pitch = 0;               // between two pictures; from row to row
    int columns = 0;
};

// In that room: words stand beside the pictures of many rows and below those of a few, which are
// larger then. `aspect` is the width of a picture over its height.
TraversalTable traversal_table(const Theme& theme, float aspect, ImVec2 room, int rows);

}  // namespace latent::app
