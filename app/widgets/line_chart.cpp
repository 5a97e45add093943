#include "widgets/line_chart.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "widgets/dashes.h"
#include "widgets/format.h"
#include "widgets/text.h"
#include "widgets/value_axis.h"

namespace latent::app {
namespace {

// Calls use() with the line's places along x, whatever they are. Not for a line without any.
template <class Use>
auto along_x(const ChartLine& line, Use use) {
    return line.places ? use(*line.places) : use(*line.steps);
}

bool is_empty(const ChartLine& line) {
    return along_x(line, [](const auto& x) { return x.empty(); });
}

}  // namespace

void LineChart::begin(const Theme& theme, ImVec2 size, bool log_y) {
    theme_ = &theme;
    size_ = size;
    log_y_ = log_y;
    lines_.clear();
    points_.clear();
    thinned_.clear();
    marks_.clear();
    hovered_.reset();
}

void LineChart::add(const ChartLine& line) { lines_.push_back(line); }
void LineChart::mark(std::int64_t step, std::string_view text) { marks_.push_back({step, text}); }

bool LineChart::can_show(double value) const {
    return std::isfinite(value) && (!log_y_ || value > 0);
}

void LineChart::thin() {
    // Steps begin at 0, whatever was recorded first.
    bool any = over_steps();
    first_ = 0, last_ = any ? 1 : 0;
    for (const ChartLine& line : lines_) {
        if (is_empty(line)) continue;
        along_x(line, [&](const auto& x) {
            if (!any) first_ = double(x.front()), last_ = double(x.back());
            any = true;
            if (!over_steps()) first_ = std::min(first_, double(x.front()));
            last_ = std::max(last_, double(x.back()));
        });
    }
    if (!(last_ > first_)) last_ = first_ + 1;
    const int columns = std::max(1, int(bottom_right_.x - top_left_.x));
    for (const ChartLine& line : lines_) {
        const std::size_t from = points_.size();
        along_x(line,
                [&](const auto& x) { decimate(x, *line.values, first_, last_, columns, points_); });
        thinned_.push_back({&line, from, points_.size()});
    }
}

void LineChart::find_ranges() {
    // Thinning keeps the extremes, so the range need not look at every point again.
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const CurvePoint& point : points_) {
        if (!can_show(point.y)) continue;
        low = std::min(low, point.y);
        high = std::max(high, point.y);
    }
    if (!(low <= high)) low = log_y_ ? 0.1 : 0, high = 1;
    if (log_y_) low = std::log10(low), high = std::log10(high);
    // Some air, and a range even where every value is the same.
    const double air =
        std::max((high - low) * 0.06, high == low ? std::max(0.05, std::abs(high) * 0.05) : 0.0);
    low_ = low >= 0 && !log_y_ ? std::max(0.0, low - air) : low - air;
    high_ = high + air;
}

float LineChart::x_of(double step) const {
    return top_left_.x +
           float((step - first_) / (last_ - first_)) * (bottom_right_.x - top_left_.x);
}

float LineChart::y_of(double value) const {
    const double place = ((log_y_ ? std::log10(value) : value) - low_) / (high_ - low_);
    return bottom_right_.y - float(place) * (bottom_right_.y - top_left_.y);
}

void LineChart::draw_axes(ImDrawList& draw) const {
    ValueAxis{low_, high_, log_y_}.draw(draw, *theme_, top_left_, bottom_right_);
    draw_x_ticks(draw);
}

void LineChart::draw_x_ticks(ImDrawList& draw) const {
    const double step = linear_ticks(first_, last_, 4).step;
    const auto text_of = [&](double value, double apart) {
        return over_steps() ? grouped(std::int64_t(value)) : tick_text(value, apart);
    };
    const float widest = tabular_width(text_of(last_, step)) + theme_->unit * 6;
    const int columns =
        std::max(1, int((bottom_right_.x - top_left_.x) / std::max(widest, theme_->unit * 20)));
    const Ticks ticks = linear_ticks(first_, last_, columns);
    for (double value : ticks.values) {
        if (over_steps() && value != std::floor(value)) continue;
        const std::string text = text_of(value, ticks.step);
        const float width = tabular_width(text), x = std::round(x_of(value));
        draw.AddLine(ImVec2(x, bottom_right_.y), ImVec2(x, bottom_right_.y + theme_->unit),
                     theme_->hairline);
        const float left = std::min(x - width / 2, bottom_right_.x - width);
        draw_tabular(draw, ImVec2(left, bottom_right_.y + theme_->unit), theme_->muted, text);
    }
}

void LineChart::draw_curve(ImDrawList& draw, const Thinned& thinned) {
    const ChartLine& curve = *thinned.line;
    line_.clear();
    for (std::size_t i = thinned.from; i < thinned.to; ++i)
        if (can_show(points_[i].y)) line_.emplace_back(x_of(points_[i].x), y_of(points_[i].y));
    const float thickness = 1.5f * theme_->scale;
    if (line_.size() == 1) draw.AddCircleFilled(line_[0], thickness * 1.5f, curve.colour);
    if (line_.size() < 2) return;
    dashed_line(draw, line_, curve.colour, thickness,
                         curve.dashed ? theme_->unit * 1.5f : 0);
}

void LineChart::draw_marks(ImDrawList& draw) const {
    for (const Mark& mark : marks_) {
        const float x = std::round(x_of(double(mark.step)));
        const float side = theme_->unit;
        draw.AddLine(ImVec2(x, top_left_.y), ImVec2(x, bottom_right_.y), theme_->accent);
        draw.AddTriangleFilled(ImVec2(x - side, top_left_.y), ImVec2(x + side, top_left_.y),
                               ImVec2(x, top_left_.y + side * 1.5f), theme_->accent);
    }
}

void LineChart::draw_crosshair(ImDrawList& draw) const {
    if (!hovered_) return;
    const float x = std::round(x_of(*hovered_));
    draw.AddLine(ImVec2(x, top_left_.y), ImVec2(x, bottom_right_.y), theme_->muted);
    for (const ChartLine& line : lines_) {
        if (is_empty(line)) continue;
        along_x(line, [&](const auto& places) {
            const std::size_t i = nearest_index(places, *hovered_);
            if (i < line.values->size() && can_show((*line.values)[i]))
                draw.AddCircleFilled(ImVec2(x_of(double(places[i])), y_of((*line.values)[i])),
                                     2.5f * theme_->scale, line.colour);
        });
    }
    std::string near;
    for (const Mark& mark : marks_)
        if (std::abs(x_of(double(mark.step)) - x) <= theme_->unit * 2)
            near.append(near.empty() ? "" : "\n").append(mark.text);
    if (!near.empty()) help_tooltip(*theme_, {"", near, "", "", ""});
}

void LineChart::draw(const char* id) {
    FontScope font(theme_->small);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::InvisibleButton(id, ImVec2(std::max(1.0f, size_.x), std::max(1.0f, size_.y)));
    // A fixed margin, so that the plot does not move when a label gets a digit more.
    top_left_ = ImVec2(at.x + tabular_width("000,000") + theme_->unit * 2, at.y + theme_->unit);
    bottom_right_ = ImVec2(at.x + size_.x - theme_->unit,
                           at.y + size_.y - ImGui::GetTextLineHeight() - theme_->unit);
    if (bottom_right_.x <= top_left_.x || bottom_right_.y <= top_left_.y) return;

    thin();
    find_ranges();

    const float mouse = ImGui::GetIO().MousePos.x;
    if (ImGui::IsItemHovered() && mouse >= top_left_.x && mouse <= bottom_right_.x)
        hovered_ = first_ +
                   double(mouse - top_left_.x) / (bottom_right_.x - top_left_.x) * (last_ - first_);

    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_axes(draw);
    draw.PushClipRect(ImVec2(top_left_.x - 1, top_left_.y - 1),
                      ImVec2(bottom_right_.x + 1, bottom_right_.y + 1), true);
    for (const Thinned& thinned : thinned_) draw_curve(draw, thinned);
    draw_marks(draw);
    draw_crosshair(draw);
    draw.PopClipRect();
}

}  // namespace latent::app
