// Curves over steps, or over any other quantity: a train line solid, a held-out line dashed, ticks
// at round values, a crosshair under the mouse.
//
//   chart_.begin(theme, size, log_scale);
//   for (...) chart_.add({&steps, &values, colour, dashed});
//   chart_.mark(step, "learning rate 0.001 -> 0.0003");
//   chart_.draw("curves");
//   if (chart_.hovered_step()) ...
//
// A chart that a panel keeps asks for no memory once it has drawn a frame.
// A curve of 10^5 points costs as much to draw as one of the chart's width. The vectors must live
// until draw(). Thread: UI.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <optional>
#include <string_view>
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
    // Empty again; `theme` must live until draw().
    void begin(const Theme& theme, ImVec2 size, bool log_y);
    // Lines of one chart are all over steps, or all over places.
    void add(const ChartLine& line);
    // Something happened at a step: a hairline, whose text shows when the mouse is near. The text
    // must live until draw().
    void mark(std::int64_t step, std::string_view text);

    // Takes `size` of the layout.
    void draw(const char* id);

    // After draw(): the step or place under the mouse.
    std::optional<double> hovered_step() const { return hovered_; }

 private:
    struct Mark {
        std::int64_t step;
        std::string_view text;
    };
    // What of a line can be seen: points_[from] .. points_[to].
    struct Thinned {
        const ChartLine* line;
        std::size_t from, to;
    };
    bool over_steps() const { return lines_.empty() || !lines_.front().places; }
    void thin();
    void find_ranges();
    void draw_axes(ImDrawList& draw) const;
    void draw_x_ticks(ImDrawList& draw) const;
    void draw_curve(ImDrawList& draw, const Thinned& thinned);
    void draw_marks(ImDrawList& draw) const;
    void draw_crosshair(ImDrawList& draw) const;
    float x_of(double step) const;
    float y_of(double value) const;
    bool can_show(double value) const;

    const Theme* theme_ = nullptr;
    ImVec2 size_;
    bool log_y_ = false;
    std::vector<ChartLine> lines_;
    std::vector<CurvePoint> points_;
    std::vector<Thinned> thinned_;
    std::vector<ImVec2> line_;  // the one being drawn, in pixels
    std::vector<Mark> marks_;
    double first_ = 0, last_ = 1;     // steps or places
    double low_ = 0, high_ = 1;       // values, or their logarithms
    ImVec2 top_left_, bottom_right_;  // of the plot itself, in screen pixels
    std::optional<double> hovered_;
};

}  // namespace latent::app
