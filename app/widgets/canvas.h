// A place to make a sample by hand: soft strokes on an image, a point that is placed, a curve over
// time, bars that are pulled. Thread: UI.
#pragma once

#include <cstdint>
#include <vector>

#include "state/drawing.h"
#include "widgets/sample_picture.h"

namespace latent::app {

// "" when samples like these can be made by hand, otherwise a sentence that says why not.
std::string why_no_canvas(const Samples& samples);

// The colours of the palette where samples have colours: red, green and blue of each.
const std::vector<std::vector<std::uint8_t>>& canvas_palette();

// The radius of the brush, in pixels of the image: as chosen, or as suits an image of that shape.
float brush_radius(const DrawView& view, const ImageShape& shape);

// The canvas in the middle of `place`: left button draws, right button wipes (images). The painter
// knows the data. Returns where it is.
Rect draw_canvas(const Theme& theme, Textures& textures, SamplePainter& painter, const Rect& place,
                 const DrawingStyle& style, DrawView& view);

// A small slider without a text, `width` pixels wide; the knob of `radius` pixels. True while it
// is being changed. A right-click sets `reset_to`.
bool small_slider(const Theme& theme, const char* id, float width, float low, float high,
                  float reset_to, float radius, const char* tooltip, float& value);

}  // namespace latent::app
