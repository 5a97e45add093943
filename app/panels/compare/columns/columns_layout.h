// How the columns of the comparison share their room: from top to bottom a head, a small map, the
// same samples (output and difference, with the originals once at the left; where columns are wide,
// each sample with its original and several side by side), the mean error, the walk.
//
// Thread: any (arithmetic).
#pragma once

#include <imgui.h>

#include "widgets/image_view.h"

namespace latent::app {

struct ColumnsLayout {
    float unit = 4;            // the theme's
    float left = 0;            // room for the originals and the names of the rows
    float pitch = 0, gap = 0;  // from one column to the next; how much of it stays free
    bool scrolls = false;      // the columns do not all fit
    float head = 0, map = 0, error = 0, walk = 0, slider = 0;  // heights
    float cell_width = 0, cell_height = 0;                     // of a picture
    int samples = 0;                                           // shown
    int across = 1;                                            // samples side by side in a column
    int pictures = 2;     // a sample: output and difference, with the original before them if 3
    int walk_frames = 1;  // of the walk, odd

    float inner() const { return pitch - gap; }
    int rows() const { return across > 0 ? (samples + across - 1) / across : 0; }

    // Where each begins in a column whose own top is there.
    float map_top(float top) const { return top + head; }
    float rows_top(float top) const { return map_top(top) + map + unit * 2; }
    float error_top(float top) const {
        return rows_top(top) + float(rows()) * (cell_height + unit);
    }
    float walk_top(float top) const { return error_top(top) + error + unit; }
    // Picture `picture` of sample `place` in a column whose content begins at `at`.
    Rect cell(ImVec2 at, int place, int picture) const;
};

// `unit`: the theme's; `text`: height of a line; `aspect`: width / height of a sample's picture.
ColumnsLayout columns_layout(float unit, float text, ImVec2 room, int runs, float aspect,
                             int most_samples);

}  // namespace latent::app
