// Dashed lines. Thread: UI.
#pragma once

#include <imgui.h>

#include <vector>

namespace latent::app {

// Dashes of `dash` pixels along a polyline, measured on the screen so that they look the same
// wherever its points lie. A line so long that it would become thousands of them is drawn whole.
void dashed_line(ImDrawList& draw, const std::vector<ImVec2>& points, ImU32 colour, float thickness,
                 float dash);

// With dashes of that length, or whole (0).
void whole_or_dashed_line(ImDrawList& draw, const std::vector<ImVec2>& points, ImU32 colour,
                          float thickness, float dash);

}  // namespace latent::app
