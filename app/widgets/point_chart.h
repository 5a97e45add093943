// Points over an axis of few places (widths, seeds, systems): one a run, with the median of those at
// the same place as a line, their spread as a band, a line to beat, and zones behind it all.
//
//   chart_.begin(theme, size);
//   chart_.along(axis);                          // {"code width", true, {1, 2, 4, 8}, {}}
//   chart_.values("held-out error", false);
//   chart_.references(to_beat);                  // {{widths, errors, "exact PCA", "worse"}}
//   chart_.lines(medians);                       // {{band, theme.muted, "median"}}
//   for (...) chart_.point({x, y, colour, finished});
//   chart_.draw("error");
//   if (chart_.hovered_point()) ...              // index in the order in which they were added
//
// What is not finite is left out. A chart that a panel keeps asks for no memory once it has drawn a
// frame. Thread: UI.
#pragma once

#include <imgui.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "latent/comparison.h"
#include "state/kept.h"
#include "widgets/theme.h"

namespace latent::app {

struct PlaceAxis {
    std::string label;
    bool logarithmic = false;
    std::vector<double> ticks;       // the places that there are, rising; empty: round values
    std::vector<std::string> names;  // [ticks] what to call them; empty: by their value
};

enum class PointShape { circle, diamond };

struct ChartPoint {
    double x = 0, y = 0;
    ImU32 colour = 0;
    bool filled = true;  // a ring otherwise
    PointShape shape = PointShape::circle;
};

struct PointLine {
    std::vector<BandPoint> points;  // line through the medians; low to high as a band
    ImU32 colour = 0;
    std::string label, aside = {};  // its name, and in muted print what else is said of it
    bool dashed = false;
    bool quiet = false;                     // another is looked at
    PointShape shape = PointShape::circle;  // of the points that it belongs to, for its key
    bool keyed = true;                      // is named: in the row of keys, or at its end
};

struct ReferenceLine {
    std::vector<double> x, y;
    std::string label;
    std::string above = {};  // what lies above it, which is shaded then: "worse than PCA"
    bool quiet = false;      // a guide for the eye rather than a line to beat
};

struct ChartZone {
    double from = 0, to = 0;
    ImU32 colour = 0;  // translucent
    std::string label;
};

// Where labels of that height stand, as near as they can to where they would like to, within [low,
// high] and none over another; in the order in which they were given. Where there is no room for
// all, they are spread evenly and overlap.
std::vector<float> spread_labels(const std::vector<float>& wanted, float height, float low,
                                 float high);

class PointChart {
 public:
    // Empty again. The theme, and whatever is passed by reference, must live until draw().
    void begin(const Theme& theme, ImVec2 size);

    void along(const PlaceAxis& axis) { axis_ = &axis; }
    void values(std::string_view label, bool logarithmic) { label_ = label, log_y_ = logarithmic; }
    // The range of the values includes this one.
    void include(double value) { included_.push_back(value); }
    // The range is this one, whatever the values.
    void between(double low, double high) { fixed_ = {low, high}; }
    void point(const ChartPoint& point) { points_.push_back(point); }
    void lines(const std::vector<PointLine>& lines) { lines_ = &lines; }
    void references(const std::vector<ReferenceLine>& lines) { references_ = &lines; }
    void zones(const std::vector<ChartZone>& zones) { zones_ = &zones; }
    // Lines are named at their right ends and can be pointed at; in a row of keys otherwise.
    void name_lines_at_ends() { at_ends_ = true; }

    // Takes `size` of the layout.
    void draw(const char* id);

    // After draw(): the point or line under the mouse, and whether it was clicked, and which place of
    // the axis the mouse is over.
    const std::optional<int>& hovered_point() const { return hovered_; }
    const std::optional<int>& hovered_line() const { return hovered_line_; }
    bool clicked() const { return clicked_; }
    const std::optional<double>& hovered_place() const { return place_; }
    // Where a value stands on the screen, after draw().
    ImVec2 at(double x, double y) const { return ImVec2(x_of(x), y_of(y)); }

 private:
    struct Range {
        double low = 0, high = 1;
    };
    void find_ranges();
    void lay_out(ImVec2 at);
    float key_width(const PointLine& line) const;
    void draw_head(ImDrawList& draw, ImVec2 at) const;
    void draw_axes(ImDrawList& draw) const;
    void draw_zones(ImDrawList& draw) const;
    bool zones_are_named() const;
    bool axis_is_named() const;
    void draw_reference(ImDrawList& draw, const ReferenceLine& line);
    void draw_band(ImDrawList& draw, const PointLine& line) const;
    void draw_line(ImDrawList& draw, const PointLine& line, bool lit);
    void draw_point(ImDrawList& draw, ImVec2 at, const ChartPoint& point, float radius) const;
    void draw_ends(ImDrawList& draw) const;
    void place_ends();
    void find_hovered();
    bool can_show(double x, double y) const;
    double unit_x(double x) const;
    double unit_y(double y) const;
    float x_of(double x) const;
    float y_of(double y) const;

    const Theme* theme_ = nullptr;
    ImVec2 size_;
    const PlaceAxis* axis_ = nullptr;
    const std::vector<PointLine>* lines_ = nullptr;
    const std::vector<ReferenceLine>* references_ = nullptr;
    const std::vector<ChartZone>* zones_ = nullptr;
    std::string_view label_;
    bool log_y_ = false, at_ends_ = false;
    std::vector<double> included_;
    std::optional<Range> fixed_;
    std::vector<ChartPoint> points_;

    Range x_, y_;                     // of values, or of their logarithms
    float ends_ = 0;                  // room for names at the right
    std::vector<float> end_y_;        // [lines] middle of its name; NaN: there is no room for it
    std::vector<std::size_t> shown_;  // lines that there is room for
    std::vector<float> wanted_;       // [shown] where their names would like to stand
    Kept<std::vector<float>, std::vector<float>, float, float, float> spread_;
    std::vector<ImVec2> way_;         // of the line being drawn, in pixels
    ImVec2 top_left_, bottom_right_;  // of the plot itself, in screen pixels
    std::optional<int> hovered_, hovered_line_;
    std::optional<double> place_;
    bool clicked_ = false;
};

}  // namespace latent::app
