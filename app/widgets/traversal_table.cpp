#include "widgets/traversal_table.h"

#include <algorithm>
#include <cmath>

namespace latent::app {

namespace {

TraversalTable arranged(const Theme& theme, float aspect, ImVec2 room, int rows, bool beside) {
    TraversalTable table;
    table.gap = std::max(1.0f, std::floor(theme.unit / 2));
    table.names = theme.unit * 19;
    table.words = room.x < theme.unit * 100 || !beside
                      ? 0
                      : std::clamp(room.x * 0.24f, theme.unit * 30, theme.unit * 60);
    const float across = std::max(1.0f, room.x - table.names - table.words);
    const float least = theme.unit * 12 * std::max(1.0f, aspect * 0.8f);
    table.columns = 7;
    for (const int columns : {9, 11})
        if (beside && across / float(columns) >= least) table.columns = columns;
    // Few rows are as high as the panel allows; many are scrolled.
    const float high =
        std::max(theme.unit * 10, room.y / float(std::max(1, std::min(rows, 16))) - table.gap);
    table.cell_width = std::floor(
        std::min(across / float(table.columns) - table.gap, std::max(least, high * aspect)));
    table.cell_width = std::max(4.0f, table.cell_width);
    table.cell_height = std::floor(table.cell_width / aspect);
    float line = 0;
    {
        FontScope font(theme.small);
        line = ImGui::GetTextLineHeight();
    }
    if (!beside) table.below = line + theme.unit * 3;
    table.pitch = std::max(table.cell_height, line * 2) + table.gap * 2 + table.below;
    return table;
}

}  // namespace

TraversalTable traversal_table(const Theme& theme, float aspect, ImVec2 room, int rows) {
    const TraversalTable beside = arranged(theme, aspect, room, rows, true);
    if (beside.pitch * float(rows) > room.y * 0.6f) return beside;
    const TraversalTable below = arranged(theme, aspect, room, rows, false);
    return below.pitch * float(rows) <= room.y ? below : beside;
}

}  // namespace latent::app
