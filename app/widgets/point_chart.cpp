#include "widgets/point_chart.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "widgets/axis.h"
#include "widgets/dashes.h"
#include "widgets/format.h"
#include "widgets/text.h"
#include "widgets/value_axis.h"

namespace latent::app {
namespace {

constexpr float kLineReach = 6;  // logical pixels within which a line is pointed at

ImU32 with_alpha(ImU32 colour, float alpha) {
    ImVec4 c = ImGui::ColorConvertU32ToFloat4(colour);
    c.w *= alpha;
    return ImGui::ColorConvertFloat4ToU32(c);
}

float distance_to_segment(ImVec2 p, ImVec2 a, ImVec2 b) {
    const float dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    const float t =
        length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0f, 1.0f) : 0;
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

// A ground made of quads side by side: smoothed edges would show as seams between them.
class FlatFill {
 public:
    explicit FlatFill(ImDrawList& draw) : draw_(draw), flags_(draw.Flags) {
        draw_.Flags &= ~ImDrawListFlags_AntiAliasedFill;
    }
    ~FlatFill() { draw_.Flags = flags_; }
    FlatFill(const FlatFill&) = delete;
    FlatFill& operator=(const FlatFill&) = delete;

 private:
    ImDrawList& draw_;
    ImDrawListFlags flags_;
};

}  // namespace

std::vector<float> spread_labels(const std::vector<float>& wanted, float height, float low,
                                 float high) {
    const std::size_t n = wanted.size();
    std::vector<float> places(n);
    if (n == 0) return places;
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
    const float apart = n > 1 ? std::min(height, (high - low) / float(n - 1)) : height;
    // Down in order, each below the one before; then back up from the lower end.
    float free = low;
    for (std::size_t i : order) {
        places[i] = std::max(std::clamp(wanted[i], low, std::max(low, high)), free);
        free = places[i] + apart;
    }
    free = high;
    for (auto i = order.rbegin(); i != order.rend(); ++i) {
        places[*i] = std::min(places[*i], free);
        free = places[*i] - apart;
    }
    return places;
}

void PointChart::begin(const Theme& theme, ImVec2 size) {
    static const PlaceAxis no_axis;
    static const std::vector<PointLine> no_lines;
    static const std::vector<ReferenceLine> no_references;
    static const std::vector<ChartZone> no_zones;
    theme_ = &theme;
    size_ = size;
    axis_ = &no_axis;
    lines_ = &no_lines;
    references_ = &no_references;
    zones_ = &no_zones;
    label_ = {};
    log_y_ = at_ends_ = clicked_ = false;
    fixed_.reset();
    included_.clear();
    points_.clear();
    hovered_.reset();
    hovered_line_.reset();
    place_.reset();
}

double PointChart::unit_x(double x) const { return axis_->logarithmic ? std::log2(x) : x; }
double PointChart::unit_y(double y) const { return log_y_ ? std::log10(y) : y; }

bool PointChart::can_show(double x, double y) const {
    return std::isfinite(x) && std::isfinite(y) && (!axis_->logarithmic || x > 0) &&
           (!log_y_ || y > 0);
}

float PointChart::x_of(double x) const {
    return top_left_.x +
           float((unit_x(x) - x_.low) / (x_.high - x_.low)) * (bottom_right_.x - top_left_.x);
}

float PointChart::y_of(double y) const {
    return bottom_right_.y -
           float((unit_y(y) - y_.low) / (y_.high - y_.low)) * (bottom_right_.y - top_left_.y);
}

void PointChart::find_ranges() {
    const double infinite = std::numeric_limits<double>::infinity();
    Range x{infinite, -infinite}, y{infinite, -infinite};
    const auto take_x = [&](double value) {
        if (!std::isfinite(value) || (axis_->logarithmic && value <= 0)) return;
        x.low = std::min(x.low, unit_x(value));
        x.high = std::max(x.high, unit_x(value));
    };
    const auto take_y = [&](double value) {
        if (!std::isfinite(value) || (log_y_ && value <= 0)) return;
        y.low = std::min(y.low, unit_y(value));
        y.high = std::max(y.high, unit_y(value));
    };
    for (const ChartPoint& point : points_)
        if (can_show(point.x, point.y)) take_x(point.x), take_y(point.y);
    for (const PointLine& line : *lines_)
        for (const BandPoint& point : line.points)
            if (can_show(point.x, point.median))
                take_x(point.x), take_y(point.low), take_y(point.median), take_y(point.high);
    for (double tick : axis_->ticks) take_x(tick);
    const bool any_place = x.low <= x.high;
    if (!any_place)
        for (const ReferenceLine& line : *references_)
            for (double place : line.x) take_x(place);
    if (!(x.low <= x.high)) x = {0, 1};
    const double air_x = x.high > x.low ? (x.high - x.low) * 0.05 : axis_->logarithmic ? 1.0 : 0.6;
    x_ = {x.low - air_x, x.high + air_x};
    // A line to beat is drawn as far as there is something to beat it.
    for (const ReferenceLine& line : *references_)
        for (std::size_t i = 0; i < std::min(line.x.size(), line.y.size()); ++i)
            if (can_show(line.x[i], line.y[i]) && unit_x(line.x[i]) >= x_.low - 1e-9 &&
                unit_x(line.x[i]) <= x_.high + 1e-9)
                take_y(line.y[i]);
    for (double value : included_) take_y(value);
    if (!(y.low <= y.high)) y = log_y_ ? Range{-1, 0} : Range{0, 1};
    if (fixed_) {
        y_ = *fixed_;
        return;
    }
    // From nothing, where nothing is near: a third of an error then looks like a third.
    if (!log_y_ && y.low > 0 && y.low < 0.45 * y.high) y.low = 0;
    const double air_y =
        y.high > y.low ? (y.high - y.low) * 0.07 : std::max(0.05, std::abs(y.high) * 0.1);
    y_ = {!log_y_ && y.low >= 0 ? std::max(0.0, y.low - air_y) : y.low - air_y, y.high + air_y};
}

void PointChart::lay_out(ImVec2 at) {
    const float line = ImGui::GetTextLineHeight();
    const bool head = !label_.empty() || (!at_ends_ && !lines_->empty());
    // As much room at the left as such numbers usually need, so that a digit more moves nothing.
    const float left = tabular_width("00.00") + theme_->unit * 2;
    ends_ = 0;
    if (at_ends_)
        for (const PointLine& each : *lines_) ends_ = std::max(ends_, key_width(each));
    ends_ = std::min(ends_, size_.x * 0.45f);
    top_left_ = ImVec2(at.x + left, at.y + (head ? line + theme_->unit : theme_->unit) +
                                        (zones_are_named() ? line : 0));
    bottom_right_ =
        ImVec2(at.x + size_.x - theme_->unit - (ends_ > 0 ? ends_ + theme_->unit * 2 : 0),
               at.y + size_.y - line * (axis_is_named() ? 2 : 1) - theme_->unit * 1.5f);
}

// Where there is room for it beside what matters more.
bool PointChart::axis_is_named() const {
    return !axis_->label.empty() &&
           size_.y > ImGui::GetTextLineHeight() * (at_ends_ ? 15.0f : 9.0f);
}

bool PointChart::zones_are_named() const {
    return std::any_of(zones_->begin(), zones_->end(),
                       [](const ChartZone& zone) { return !zone.label.empty(); });
}

float PointChart::key_width(const PointLine& line) const {
    return ImGui::CalcTextSize(line.label.c_str()).x + (at_ends_ ? theme_->unit * 3 : 0) +
           (line.aside.empty() ? 0 : tabular_width(line.aside) + theme_->unit * 1.5f);
}

// What is drawn, above the plot: its values at the left, which line is which at the right.
void PointChart::draw_head(ImDrawList& draw, ImVec2 at) const {
    float right = at.x + size_.x - theme_->unit;
    const float key = theme_->unit * 5, middle = at.y + ImGui::GetTextLineHeight() / 2;
    const auto name = [&](const std::string& text) {
        right -= ImGui::CalcTextSize(text.c_str()).x;
        draw_text(draw, ImVec2(right, at.y), theme_->muted, text);
        right -= key + theme_->unit;
    };
    const float needs = text_size(label_).x + theme_->unit * 3;
    for (const ReferenceLine& line : *references_) {
        if (line.label.empty()) continue;
        name(line.label);
        const ImVec2 sample[] = {ImVec2(right, middle), ImVec2(right + key, middle)};
        dashed_line(draw, sample, theme_->text, 1.5f * theme_->scale, theme_->unit);
        right -= theme_->unit * 2.5f;
    }
    for (auto line = lines_->rbegin(); line != lines_->rend() && !at_ends_; ++line) {
        if (line->label.empty() || !line->keyed) continue;
        if (right - key - key_width(*line) < at.x + needs) break;
        name(line->label);
        const ImVec2 stroke[] = {ImVec2(right, middle), ImVec2(right + key, middle)};
        dashed_line(draw, stroke, line->colour, 1.5f * theme_->scale,
                             line->dashed ? theme_->unit * 1.5f : 0);
        draw_point(draw, ImVec2(right + key / 2, middle), {0, 0, line->colour, true, line->shape},
                   3 * theme_->scale);
        right -= theme_->unit * 2.5f;
    }
    draw_text(draw, at, theme_->text, label_, std::max(theme_->unit * 4, right - at.x));
}

void PointChart::draw_axes(ImDrawList& draw) const {
    const float line = ImGui::GetTextLineHeight();
    ValueAxis{y_.low, y_.high, log_y_}.draw(draw, *theme_, top_left_, bottom_right_);
    const double* places = axis_->ticks.data();
    std::size_t count = axis_->ticks.size();
    Ticks round;
    double apart = 0;
    if (count == 0) {
        const int columns = std::max(2, int((bottom_right_.x - top_left_.x) / (theme_->unit * 16)));
        round = axis_->logarithmic ? log_ticks(std::exp2(x_.low), std::exp2(x_.high), columns)
                                   : linear_ticks(x_.low, x_.high, columns);
        places = round.values.begin();
        count = round.values.size();
        apart = axis_->logarithmic && round.step == 1 ? 0 : round.step;
    }
    const float top = bottom_right_.y + theme_->unit;
    const auto text_of = [&](std::size_t i) -> Words {
        // A name may be as long as its place is wide.
        if (i < axis_->names.size())
            return fitted(axis_->names[i],
                          (bottom_right_.x - top_left_.x) / float(count) - theme_->unit);
        return apart > 0 ? tick_text(places[i], apart) : setting(places[i]);
    };
    const auto left_of = [&](std::size_t i, float width) {
        return std::min(std::round(x_of(places[i])) - width / 2,
                        bottom_right_.x + theme_->unit - width);
    };
    // The last is always named; of the others those that are not too near.
    float taken = top_left_.x - theme_->unit * 8;
    for (std::size_t i = 0; i < count; ++i) {
        const float x = std::round(x_of(places[i]));
        if (x < top_left_.x - 1 || x > bottom_right_.x + 1) continue;
        draw.AddLine(ImVec2(x, bottom_right_.y), ImVec2(x, bottom_right_.y + theme_->unit),
                     theme_->muted);
        const Words text = text_of(i);
        const float width = tabular_width(text), left = left_of(i, width);
        if (i + 1 < count) {
            const Words last = text_of(count - 1);
            const float end = left_of(count - 1, tabular_width(last));
            if (left + width + theme_->unit > end) continue;
        }
        if (left < taken + theme_->unit) continue;
        draw_tabular(draw, ImVec2(left, top), theme_->muted, text);
        taken = left + width;
    }
    draw.AddLine(ImVec2(top_left_.x, bottom_right_.y), bottom_right_, theme_->muted);
    if (axis_is_named()) {
        const float width = ImGui::CalcTextSize(axis_->label.c_str()).x;
        draw_text(draw, ImVec2((top_left_.x + bottom_right_.x - width) / 2, top + line),
                  theme_->muted, axis_->label, bottom_right_.x - top_left_.x);
    }
}

// Named above the plot, where no point can lie on the words.
void PointChart::draw_zones(ImDrawList& draw) const {
    const float line = zones_are_named() ? ImGui::GetTextLineHeight() : 0;
    float taken = top_left_.x - theme_->unit;
    for (const ChartZone& zone : *zones_) {
        const float from = std::clamp(x_of(zone.from), top_left_.x, bottom_right_.x),
                    to = std::clamp(x_of(zone.to), top_left_.x, bottom_right_.x);
        if (to <= from) continue;
        draw.AddRectFilled(ImVec2(from, top_left_.y - line), ImVec2(to, bottom_right_.y),
                           zone.colour);
        const float width = ImGui::CalcTextSize(zone.label.c_str()).x;
        const float x = std::min((from + to - width) / 2, top_left_.x + size_.x - width);
        if (x < taken + theme_->unit) continue;
        const float right = bottom_right_.x + theme_->unit - width;
        draw_text(draw, ImVec2(std::min(x, right), top_left_.y - line), with_alpha(zone.colour, 9),
                  zone.label);
        taken = std::min(x, right) + width;
    }
}

void PointChart::draw_reference(ImDrawList& draw, const ReferenceLine& line) {
    std::vector<ImVec2>& way = way_;
    way.clear();
    for (std::size_t i = 0; i < std::min(line.x.size(), line.y.size()); ++i)
        if (can_show(line.x[i], line.y[i])) way.push_back(at(line.x[i], line.y[i]));
    if (!line.above.empty()) {
        const FlatFill flat(draw);
        const auto within = [&](ImVec2 p) { return ImVec2(p.x, std::max(p.y, top_left_.y)); };
        for (std::size_t i = 1; i < way.size(); ++i)
            draw.AddQuadFilled(ImVec2(way[i - 1].x, top_left_.y), ImVec2(way[i].x, top_left_.y),
                               within(way[i]), within(way[i - 1]), with_alpha(theme_->text, 0.05f));
        const float width = ImGui::CalcTextSize(line.above.c_str()).x;
        draw_text(draw,
                  ImVec2(bottom_right_.x - width - theme_->unit * 2, top_left_.y + theme_->unit),
                  theme_->muted, line.above);
    }
    if (way.size() == 1) {
        const float reach = theme_->unit * 3;
        way.emplace_back(way[0].x + reach, way[0].y);
        way[0].x -= reach;
    }
    dashed_line(draw, way, line.quiet ? theme_->muted : theme_->text,
                (line.quiet ? 1 : 1.5f) * theme_->scale, theme_->unit);
}

void PointChart::draw_band(ImDrawList& draw, const PointLine& line) const {
    const FlatFill flat(draw);
    const ImU32 colour = with_alpha(line.colour, line.quiet ? 0.07f : 0.18f);
    const BandPoint* before = nullptr;
    for (const BandPoint& point : line.points) {
        if (!can_show(point.x, point.low) || !can_show(point.x, point.high)) continue;
        if (before)
            draw.AddQuadFilled(at(before->x, before->high), at(point.x, point.high),
                               at(point.x, point.low), at(before->x, before->low), colour);
        before = &point;
    }
}

void PointChart::draw_line(ImDrawList& draw, const PointLine& line, bool lit) {
    std::vector<ImVec2>& way = way_;
    way.clear();
    for (const BandPoint& point : line.points)
        if (can_show(point.x, point.median)) way.push_back(at(point.x, point.median));
    const float thick = (lit ? 2.5f : 1.5f) * theme_->scale;
    const ImU32 colour = with_alpha(line.colour, line.quiet ? 0.35f : 1);
    if (way.size() == 1) draw.AddCircleFilled(way[0], 2.5f * theme_->scale, colour);
    if (way.size() < 2) return;
    dashed_line(draw, way, colour, thick, line.dashed ? theme_->unit * 1.5f : 0);
}

void PointChart::draw_point(ImDrawList& draw, ImVec2 at, const ChartPoint& point,
                            float radius) const {
    const float thick = 1.75f * theme_->scale;
    const ImU32 ground = point.filled ? point.colour : theme_->background;
    if (point.shape == PointShape::circle) {
        draw.AddCircleFilled(at, radius, ground);
        draw.AddCircle(at, radius, point.colour, 0, thick);
        return;
    }
    const float r = radius * 1.25f;
    const ImVec2 top(at.x, at.y - r), right(at.x + r, at.y), bottom(at.x, at.y + r),
        left(at.x - r, at.y);
    draw.AddQuadFilled(top, right, bottom, left, ground);
    draw.AddQuad(top, right, bottom, left, point.colour, thick);
}

// Names that find no room are left out, the quiet ones first.
void PointChart::place_ends() {
    end_y_.assign(lines_->size(), std::numeric_limits<float>::quiet_NaN());
    if (!at_ends_) return;
    const float line = ImGui::GetTextLineHeight();
    const float low = top_left_.y + line / 2 - theme_->unit,
                high = bottom_right_.y - line / 2 + theme_->unit;
    const std::size_t room = std::size_t(std::max(1.0f, (high - low) / (line * 0.92f) + 1));
    shown_.clear();
    wanted_.clear();
    for (const bool quiet : {false, true})
        for (std::size_t i = 0; i < lines_->size(); ++i) {
            if ((*lines_)[i].quiet != quiet || !(*lines_)[i].keyed || shown_.size() >= room)
                continue;
            const auto last = std::find_if(
                (*lines_)[i].points.rbegin(), (*lines_)[i].points.rend(),
                [&](const BandPoint& point) { return can_show(point.x, point.median); });
            if (last == (*lines_)[i].points.rend()) continue;
            shown_.push_back(i);
            wanted_.push_back(y_of(last->median));
        }
    const std::vector<float>& places = spread_.of(
        wanted_, line, low, high, [&] { return spread_labels(wanted_, line, low, high); });
    for (std::size_t i = 0; i < shown_.size(); ++i) end_y_[shown_[i]] = places[i];
}

void PointChart::draw_ends(ImDrawList& draw) const {
    const float line = ImGui::GetTextLineHeight();
    for (std::size_t i = 0; i < lines_->size(); ++i) {
        if (!std::isfinite(end_y_[i])) continue;
        const PointLine& each = (*lines_)[i];
        const float x = bottom_right_.x + theme_->unit * 2;
        const auto last =
            std::find_if(each.points.rbegin(), each.points.rend(),
                         [&](const BandPoint& point) { return can_show(point.x, point.median); });
        draw.AddLine(ImVec2(x_of(last->x), y_of(last->median)), ImVec2(x - theme_->unit, end_y_[i]),
                     with_alpha(each.colour, each.quiet ? 0.2f : 0.5f));
        const bool lit = hovered_line_ && *hovered_line_ == int(i);
        const float aside = each.aside.empty() ? 0 : tabular_width(each.aside);
        const float right = x + ends_;
        // Its colour as a dot: a pale one could not be read as text.
        const float dot = theme_->unit * 3;
        draw.AddCircleFilled(ImVec2(x + theme_->unit, std::floor(end_y_[i])), theme_->unit,
                             with_alpha(each.colour, each.quiet ? 0.35f : 1));
        draw_text(draw, ImVec2(x + dot, end_y_[i] - line / 2),
                  lit          ? theme_->accent
                  : each.quiet ? theme_->muted
                               : theme_->text,
                  each.label, right - x - dot - aside - (aside > 0 ? theme_->unit : 0));
        if (aside > 0)
            draw_tabular_right(draw, ImVec2(right, end_y_[i] - line / 2), theme_->muted,
                               each.aside);
    }
}

void PointChart::find_hovered() {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (!ImGui::IsItemHovered()) return;
    if (mouse.x >= top_left_.x && mouse.x <= bottom_right_.x) {
        const double share = double(mouse.x - top_left_.x) / (bottom_right_.x - top_left_.x);
        const double at = x_.low + share * (x_.high - x_.low);
        place_ = axis_->logarithmic ? std::exp2(at) : at;
    }
    float nearest = theme_->hit_radius;
    for (std::size_t i = 0; i < points_.size(); ++i) {
        if (!can_show(points_[i].x, points_[i].y)) continue;
        const ImVec2 p = at(points_[i].x, points_[i].y);
        const float away = std::hypot(p.x - mouse.x, p.y - mouse.y);
        if (away <= nearest) nearest = away, hovered_ = int(i);
    }
    if (!at_ends_) return;
    nearest = kLineReach * theme_->scale;
    for (std::size_t i = 0; i < lines_->size(); ++i) {
        if (mouse.x > bottom_right_.x) {
            const float away = std::abs(mouse.y - end_y_[i]);
            if (std::isfinite(away) && away <= ImGui::GetTextLineHeight() / 2 + 1 &&
                (!hovered_line_ || away < std::abs(mouse.y - end_y_[std::size_t(*hovered_line_)])))
                hovered_line_ = int(i);
            continue;
        }
        const BandPoint* before = nullptr;
        for (const BandPoint& point : (*lines_)[i].points) {
            if (!can_show(point.x, point.median)) continue;
            const ImVec2 here = at(point.x, point.median);
            const float away =
                distance_to_segment(mouse, before ? at(before->x, before->median) : here, here);
            if (away <= nearest) nearest = away, hovered_line_ = int(i);
            before = &point;
        }
    }
}

void PointChart::draw(const char* id) {
    FontScope font(theme_->small);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool pressed =
        ImGui::InvisibleButton(id, ImVec2(std::max(1.0f, size_.x), std::max(1.0f, size_.y)));
    lay_out(at);
    if (bottom_right_.x <= top_left_.x + 8 || bottom_right_.y <= top_left_.y + 8) return;
    find_ranges();
    place_ends();
    find_hovered();
    clicked_ = pressed && (hovered_ || hovered_line_);
    if (hovered_ || hovered_line_) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);

    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.PushClipRect(at, ImVec2(at.x + size_.x, at.y + size_.y), true);
    if (!label_.empty() || !at_ends_) draw_head(draw, at);
    draw_zones(draw);
    draw_axes(draw);
    // A point at the edge is whole.
    const float rim = theme_->unit * 1.5f;
    draw.PushClipRect(ImVec2(top_left_.x - rim, top_left_.y - rim),
                      ImVec2(bottom_right_.x + rim, bottom_right_.y + rim), true);
    draw.PushClipRect(top_left_, bottom_right_, true);
    for (const ReferenceLine& line : *references_) draw_reference(draw, line);
    draw.PopClipRect();
    for (const PointLine& line : *lines_) draw_band(draw, line);
    for (std::size_t i = 0; i < lines_->size(); ++i)
        draw_line(draw, (*lines_)[i], hovered_line_ && *hovered_line_ == int(i));
    const float radius = 3.5f * theme_->scale;
    for (const ChartPoint& point : points_)
        if (can_show(point.x, point.y)) draw_point(draw, this->at(point.x, point.y), point, radius);
    if (hovered_) {
        const ChartPoint& point = points_[std::size_t(*hovered_)];
        draw.AddCircle(this->at(point.x, point.y), radius + theme_->unit, theme_->accent, 0,
                       1.5f * theme_->scale);
    }
    draw.PopClipRect();
    draw_ends(draw);
    draw.PopClipRect();
}

}  // namespace latent::app
