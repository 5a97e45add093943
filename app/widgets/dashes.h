// Dashed lines. Thread: UI.
#pragma once

#include <imgui.h>

#include <cstddef>
#include <iterator>

namespace latent::app {

// Dashes of `dash` pixels along a polyline, measured on the screen so that they look the same
// wherever its points lie. A line so long that it would become thousands of them is drawn
// whole, and so is one with dashes of length 0.
void dashed_line(ImDrawList& draw, const ImVec2* points, std::size_t count, ImU32 colour,
                 float thickness, float dash);
// For anything that holds its points in a row.
template <class Points>
void dashed_line(ImDrawList& draw, const Points& points, ImU32 colour, float thickness,
                 float dash) {
    dashed_line(draw, std::data(points), std::size(points), colour, thickness, dash);
}

}  // namespace latent::app
