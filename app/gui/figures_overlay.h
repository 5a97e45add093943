// F3: what the window measures of itself (gui/window_figures.h), in a corner, over whatever is
// there, or where it was dragged to. Ctrl+F3 writes the same as JSON into the folder of exports.
//
// The figures are taken twice a second, so that they can be read. Thread: UI.
#pragma once

#include <functional>

#include "gui/window_figures.h"
#include "panels/panel.h"

namespace latent::app {

class FiguresOverlay {
 public:
    static constexpr double kSeconds = 0.5;  // between figures

    using Take = std::function<WindowFigures(double now)>;

    // While ui.show_figures is set, and the file once ui.save_figures is.
    void draw(PanelContext& context, const Take& take);

    // It wants frames of its own.
    static bool seen(const UiState& ui) { return ui.show_figures; }

 private:
    WindowFigures figures_;
    double taken_at_ = -1e9;
};

}  // namespace latent::app
