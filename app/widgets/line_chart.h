// Curves over steps, or over any other quantity: a train line solid, a held-out line dashed, ticks
// at round values, a crosshair under the mouse.
//
//   LineChart chart(theme, "curves", size, log_scale);
//   for (...) chart.add({&steps, &values, colour, dashed});
//   chart.mark(step, "learning rate 0.001 -> 0.0003");
//   chart.draw();
//   if (chart.hovered_step()) ...
//
// A curve of 10^5 points costs as much to draw as one of the chart's width. The vectors must live
// until draw(). Thread: UI.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "widgets/axis.h"
#include "widgets/theme.h"

namespace latent::app {

struct ChartLine {
    const std::vector<std::int64_t>* steps = nullptr;
    const std::vector<float>* values = nullptr;
    ImU32 colour = 0;
    bool dashed = false;
    const std::vector<float>* places = nullptr;  // along x, ascending, in place of steps
};

class LineChart {
 public:
    LineChart(const Theme& theme, const char* id, ImVec2 size, bool log_y);

    // Lines of one chart are all over steps, or all over places.
    void add(const ChartLine& line);
    // Something happened at a step: a hairline, whose text shows when the mouse is near.
    void mark(std::int64_t step, const std::string& text);

    // Takes `size` of the layout.
    void draw();

    // After draw(): the step or place under the mouse.
    std::optional<double> hovered_step() const { return hovered_; }

 private:
    struct Mark {
        std::int64_t step;
        std::string text;
    };
    struct Thinned {
        const ChartLine* line;
        std::vector<CurvePoint> points;
    };
    bool over_steps() const { return lines_.empty() || !lines_.front().places; }
    void thin();
    void find_ranges();
    void draw_axes(ImDrawList& draw) const;
    void draw_x_ticks(ImDrawList& draw) const;
    void draw_curve(ImDrawList& draw, const Thinned& thinned) const;
    void draw_marks(ImDrawList& draw) const;
    void draw_crosshair(ImDrawList& draw) const;
    float x_of(double step) const;
    float y_of(double value) const;
    bool can_show(double value) const;

    const Theme& theme_;
    const char* id_;
    ImVec2 size_;
    bool log_y_;
    std::vector<ChartLine> lines_;
    std::vector<Thinned> thinned_;  // what of them can be seen
    std::vector<Mark> marks_;
    double first_ = 0, last_ = 1;     // steps or places
    double low_ = 0, high_ = 1;       // values, or their logarithms
    ImVec2 top_left_, bottom_right_;  // of the plot itself, in screen pixels
    std::optional<double> hovered_;
};

}  // namespace latent::app
