// Questions about a grid of codes over what the map shows, asked again as the view, the walk or the
// weights move: one on its way at a time, and not more often than the eye follows. Thread: UI.
#pragma once

#include <memory>
#include <vector>

#include "panels/latent_map/scene.h"

namespace latent::app {

// Cells of equal size whose corners lie at whole multiples of it, so that they hold still while the
// view moves a little.
struct CodeGrid {
    RunId run = RunId::none;
    MapAxes axes = MapAxes::raw;
    int x_axis = -1, y_axis = -1;
    float width = 0, height = 0;  // of a cell, code units
    int left = 0, bottom = 0;     // number of the first column and row
    int columns = 0, rows = 0;
    std::vector<float> held;  // the code whose other dimensions the grid has

    bool operator==(const CodeGrid& o) const;
    int count() const { return columns * rows; }
    // Middle of cell i, counted along rows from the lowest.
    ImVec2 middle(int i) const {
        return ImVec2((float(left + i % columns) + 0.5f) * width,
                      (float(bottom + i / columns) + 0.5f) * height);
    }
};

// The grid over the scene with about that many cells; `aspect`: width / height of a cell.
CodeGrid grid_over(const MapScene& scene, int cells, float least_pixels, float aspect = 1);
// Its codes [count, k].
std::vector<float> codes_of(const MapScene& scene, const CodeGrid& grid);

class GridQuestion {
 public:
    GridQuestion(const char* channel, double every) : channel_(channel), every_(every) {}

    // Whether this grid should be asked about now.
    bool due(PanelContext& context, const CodeGrid& grid, std::uint64_t cloud_version);
    void ask(PanelContext& context, const CodeGrid& grid, std::uint64_t cloud_version,
             Question question);
    // The newest answer to a question of this kind, with the grid it is about; null before there is
    // one. An answer with a problem has no grid.
    struct Shown {
        std::shared_ptr<const Answer> answer;
        CodeGrid grid;
    };
    const Shown& shown(PanelContext& context, const CodeGrid& wanted);

 private:
    struct Sent {
        std::uint64_t ticket = 0;
        CodeGrid grid;
    };
    const char* channel_;
    double every_, asked_at_ = -1e9;
    std::uint64_t asked_version_ = 0;
    std::vector<Sent> sent_;  // by rising ticket
    Shown shown_;
};

}  // namespace latent::app
