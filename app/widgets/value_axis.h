// The values up the side of a plot: a hairline across it at each round value, and the number left of
// the plot.
//
// Thread: UI.
#pragma once

#include <imgui.h>

#include "widgets/axis.h"
#include "widgets/theme.h"

namespace latent::app {

struct ValueAxis {
    double low = 0, high = 1;  // values, or their logarithms to base 10
    bool logarithmic = false;

    // As many as there is room for in the current font.
    Ticks ticks(float height) const;
    void draw(ImDrawList& draw, const Theme& theme, ImVec2 top_left, ImVec2 bottom_right) const;
};

}  // namespace latent::app
