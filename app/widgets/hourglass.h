// The net as an hourglass: a bar a layer, as tall as the logarithm of its width, and the waist that
// can be dragged.
//
//   half height of a bar = log(1 + width) / log(1 + widest) * half the drawing's height
//
// Thread: UI.
#pragma once

#include <cstdint>
#include "latent/snapshot.h"
#include "widgets/in_place.h"
#include "widgets/theme.h"

namespace latent::app {

// Bars stand from left to right; heights are symmetric about the middle line.
struct HourglassShape {
    Few<std::int64_t, 24> widths;  // a bar each
    Few<int, 24> layers;           // which of the model's layers a bar stands for
    int waist = 0;                 // index of the code's bar
    float half_height = 1;         // pixels, of the widest bar

    float bar_half_height(std::int64_t width) const;
    // The width whose bar would end `distance` pixels from the middle line, in [low, high].
    std::int64_t width_at(float distance, std::int64_t low, std::int64_t high) const;
};

// One bar a layer, but a single one for the layers of the part "code" (mean, spread, draw): the
// waist, which shows `code_width`. Without such a layer the narrowest one is the waist.
HourglassShape shape_of(const ModelInfo& model, std::int64_t code_width, float half_height);

// `dragged` is the width under the mouse while the waist is held and 0 otherwise: kept by the
// caller between frames. Returns the width at which it was let go, or 0 when nothing was. Takes
// `height` pixels of the layout.
std::int64_t hourglass(const Theme& theme, const char* id, const ModelInfo& model,
                       std::int64_t code_width, std::int64_t low, std::int64_t high, float height,
                       std::int64_t& dragged);

}  // namespace latent::app
