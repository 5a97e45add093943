// Where the frames of a strip of pictures stand: in rows of equal cells, each with room for a few
// small lines of text below it. Thread: UI.
#pragma once

#include <imgui.h>

#include <string>

#include "widgets/image_view.h"
#include "widgets/sample_picture.h"
#include "widgets/textures.h"
#include "widgets/theme.h"

namespace latent::app {

struct FilmStrip {
    int columns = 0, rows = 0;
    float cell_width = 0, cell_height = 0;  // of a picture
    float gap = 0;                          // between two pictures in a row
    float text = 0;                         // height of what stands below one

    // Of frame i, when the strip begins at `at`.
    Rect picture(ImVec2 at, int i) const;
    // The frame at this place, its text included, or -1.
    int frame_at(ImVec2 at, ImVec2 mouse, int count) const;
};

// The arrangement of `count` frames with the largest pictures that the room has place for. `aspect`
// is the width of a picture over its height.
FilmStrip film_strip(const Theme& theme, ImVec2 room, float aspect, int count, float text);

// How many frames fit in one row: as many as have pictures at least `least` wide or as high as the
// room, from `fewest` to `most`.
int frames_in_a_row(const Theme& theme, ImVec2 room, float aspect, float text, float least,
                    int fewest, int most);

// What the mouse on a frame brings up: the frame large, what is said of it, what a click does.
void frame_tooltip(const Theme& theme, Textures& textures, SamplePainter& painter,
                   const Samples& samples, int i, const std::string& text, const char* hint);

}  // namespace latent::app
