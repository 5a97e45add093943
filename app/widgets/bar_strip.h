// A row of upright bars on a common line, one a dimension. Where there are more bars than pixels, a
// column shows the largest of those that fall on it, so that thousands cost no more than a few
// hundred. Thread: UI.
#pragma once

#include <imgui.h>

#include <string>
#include <vector>

#include "widgets/theme.h"

namespace latent::app {

struct Bar {
    float value = 0;  // >= 0
    std::string label;
    bool dimmed = false;
};

// Takes `size` of the layout. Returns the index of the bar under the mouse, or -1. Labels are left
// out where they do not fit.
int bar_strip(const Theme& theme, const char* id, ImVec2 size, const std::vector<Bar>& bars);

}  // namespace latent::app
