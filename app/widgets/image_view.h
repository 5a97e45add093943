// One picture, never stretched: as large as fits, in the middle of its place, with a hairline round
// it. Thread: UI.
#pragma once

#include <imgui.h>

#include "widgets/textures.h"
#include "widgets/theme.h"

namespace latent::app {

struct Rect {
    ImVec2 min, max;
    bool contains(ImVec2 point) const {
        return point.x >= min.x && point.x < max.x && point.y >= min.y && point.y < max.y;
    }
};

// The largest rectangle of this proportion (width / height) in the middle of `place`, on whole
// pixels.
Rect fit_into(const Rect& place, float aspect);

// Draws there; the hairline alone while there is no picture. Returns where it is.
Rect draw_picture(const Theme& theme, ImDrawList& draw, const Rect& place, const Picture& picture);

}  // namespace latent::app
