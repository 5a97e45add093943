// The same held-out samples in every column: what each net makes of them, how that differs, and the
// mean error below. The originals stand once at the left, or before each output where columns are
// wide. Thread: UI.
#pragma once

#include <vector>

#include "panels/compare/columns/column_look.h"
#include "panels/compare/columns/columns_layout.h"
#include "panels/compare/compared_runs.h"
#include "widgets/sample_picture.h"

namespace latent::app {

class ColumnPictures {
 public:
    // Once a frame: the run whose samples they are (it has a probe), and the sample that is marked
    // besides the chosen one.
    void look(const PanelContext& context, const Snapshot& reference, const ColumnsLayout& layout,
              int hovered);

    // What the rows are, and the originals where a column has no room for its own. A click on one
    // chooses it. Returns the sample under the mouse, or -1.
    int left_column(PanelContext& context, ImVec2 at);

    // A run's outputs and differences; `over`: the mouse may be on them. Returns the sample under it,
    // or -1.
    int column(PanelContext& context, const ComparedRun& run, const ColumnLook& column, ImVec2 at,
               bool over);

    // Sees what the pictures see: data and probe of the reference.
    SamplePainter& painter() { return painter_; }

 private:
    void choose_rows(const Reconstructions* made, int chosen);
    void frame_sample(const PanelContext& context, const Rect& rect, int sample,
                      ImDrawList& draw) const;
    void draw_one(PanelContext& context, const ColumnLook& column, const Reconstructions& made,
                  Shown which, int i, const Rect& rect, ImDrawList& draw);
    void mean_error(const Theme& theme, const Reconstructions* made, ImVec2 at) const;
    void preview(PanelContext& context, const ComparedRun& run, const ColumnLook& column,
                 const Reconstructions& made, int i);

    SamplePainter painter_;
    ColumnsLayout layout_;
    std::vector<int> rows_;               // samples of the probe, in the rows
    const Samples* originals_ = nullptr;  // of this frame
    int hovered_ = -1;
};

}  // namespace latent::app
