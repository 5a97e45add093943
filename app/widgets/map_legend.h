// The line below the latent map: class names that filter by a click, or the range of what is
// coloured. Thread: UI.
#pragma once

#include <set>

#include "widgets/map_colours.h"
#include "widgets/theme.h"

namespace latent::app {

// Height of the legend when it has `width` pixels.
float map_legend_height(const Theme& theme, const MapColours& colours, float width);

// Draws it at the cursor. A click on a name hides or shows it; a double-click shows it alone, or
// all again. Returns the value under the mouse, or -1.
int map_legend(const Theme& theme, const MapColours& colours, float width, std::set<int>& hidden);

}  // namespace latent::app
