#include "panels/compare/columns/columns_layout.h"

#include <algorithm>
#include <cmath>

namespace latent::app {
namespace {

// The largest cells that these samples can have in the room below the map.
void fill(ColumnsLayout& layout, float unit, float height, float aspect, int samples) {
    layout.cell_width = 0;
    layout.samples = samples;
    for (int across = 1; across <= std::min(4, samples); ++across) {
        const int rows = (samples + across - 1) / across, pictures = across == 1 ? 2 : 3;
        const float gaps = unit * float(across * (pictures - 1)) + unit * 3 * float(across - 1);
        const float wide = (layout.inner() - gaps) / float(across * pictures),
                    high = (height / float(rows) - unit) * aspect,
                    width = std::floor(std::min({wide, high, unit * 44}));
        if (width <= layout.cell_width) continue;
        layout.cell_width = width;
        layout.across = across;
        layout.pictures = pictures;
    }
    layout.cell_height = std::floor(layout.cell_width / aspect);
}

void arrange(ColumnsLayout& layout, float unit, ImVec2 room, int runs, float aspect,
             int most_samples) {
    const float least = unit * 18, most = unit * (runs > 1 ? 110 : 90);
    const float wanted = (room.x - layout.left) / float(std::max(1, runs));
    layout.scrolls = wanted < least;
    // Where they scroll anyway, there is no need to squeeze them.
    layout.pitch = std::floor(layout.scrolls ? unit * 22 : std::min(wanted, most));
    layout.gap = layout.pitch < unit * 40 ? unit * 2 : unit * 5;
    const float scrollbar = layout.scrolls ? unit * 3.5f : 0;
    const float height = room.y - layout.head - layout.error - layout.slider - scrollbar - unit * 5;
    layout.map = std::floor(std::max(0.0f, std::min(layout.inner(), height * 0.4f)));
    layout.walk =
        std::floor(std::max(0.0f, std::min({layout.inner() / aspect, height * 0.18f, unit * 36})));
    const float rest = height - layout.map - layout.walk;
    // As many as there are, unless fewer would be seen better.
    fill(layout, unit, rest, aspect, 1);
    const float enough = std::min(unit * 8.5f, layout.cell_height * 0.9f);
    for (int samples = std::max(1, most_samples); samples >= 1; --samples) {
        fill(layout, unit, rest, aspect, samples);
        if (layout.cell_height >= enough) break;
    }
    // What the pictures leave free is the map's, up to a square.
    const float spare = rest - float(layout.rows()) * (layout.cell_height + unit);
    if (spare > 0) layout.map = std::floor(std::min(layout.inner(), layout.map + spare));
    const float left = rest + layout.walk +
                       std::max(0.0f, std::min(layout.inner(), height * 0.4f)) - layout.map -
                       float(layout.rows()) * (layout.cell_height + unit);
    layout.walk =
        std::floor(std::max(layout.walk, std::min({layout.inner() / aspect, left, unit * 36})));
    const float pitch = std::max(1.0f, layout.walk * aspect + unit);
    const int frames = std::clamp(int((layout.inner() + unit) / pitch), 1, 5);
    layout.walk_frames = frames % 2 ? frames : frames - 1;
}

}  // namespace

Rect ColumnsLayout::cell(ImVec2 at, int place, int picture) const {
    const float group = float(pictures) * (cell_width + unit) - unit;
    const float x = std::floor(at.x + float(place % across) * (group + unit * 3) +
                               float(picture) * (cell_width + unit)),
                y = std::floor(rows_top(at.y) + float(place / across) * (cell_height + unit));
    return {ImVec2(x, y), ImVec2(x + cell_width, y + cell_height)};
}

ColumnsLayout columns_layout(float unit, float text, ImVec2 room, int runs, float aspect,
                             int most_samples) {
    ColumnsLayout layout;
    layout.unit = unit;
    aspect = std::clamp(aspect, 0.2f, 5.0f);
    layout.head = text * 2 + unit * 2;
    layout.error = text + unit;
    layout.slider = unit * 7;
    layout.left = unit * 13;
    arrange(layout, unit, room, runs, aspect, most_samples);
    if (layout.pictures == 2) {
        layout.left = std::max(unit * 13, layout.cell_width + unit * 2);
        arrange(layout, unit, room, runs, aspect, most_samples);
    }
    return layout;
}

}  // namespace latent::app
