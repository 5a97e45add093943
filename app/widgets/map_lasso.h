// Which points of the latent map a closed line encloses.
//
// Non-zero winding: what a line that crosses itself goes round, it encloses. The line closes
// itself. Its edges are sorted into bands of height, so that a point is compared with the few edges
// beside it: a million points and a line of 500 corners take some ten milliseconds.
//
// Thread: any.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <vector>

#include "widgets/map_camera.h"

namespace latent::app {

// Indices, rising, of the points [n, 2] within the line. visible: [n] or empty for all. Points that
// are not finite are nowhere. Fewer than three corners enclose nothing.
std::vector<int> enclosed(const std::vector<float>& points, const std::vector<ImVec2>& line,
                          const std::vector<std::uint8_t>& visible);

// The four corners of the box between two of them.
std::vector<ImVec2> box_between(ImVec2 one, ImVec2 other);

}  // namespace latent::app
