#include "panels/latent_map/drawing.h"

#include <algorithm>
#include <cmath>

#include "panels/latent_map/overlay.h"
#include "widgets/format.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr int kMostDots = 400;  // of a mark; a longer one is thinned

ImU32 blend(ImU32 a, ImU32 b, float t) {
    const ImVec4 from = ImGui::ColorConvertU32ToFloat4(a), to = ImGui::ColorConvertU32ToFloat4(b);
    return ImGui::ColorConvertFloat4ToU32(ImVec4(from.x + (to.x - from.x) * t,
                                                 from.y + (to.y - from.y) * t,
                                                 from.z + (to.z - from.z) * t, 1));
}

// Fewer points are drawn larger; many shrink until they leave room for each other.
float point_size(int count, const MapFrame& frame) {
    const float room = std::sqrt(frame.width * frame.height / float(std::max(1, count)));
    return std::clamp(room * 0.5f, 1.0f, 7.0f);
}

void ring(const Theme& theme, ImDrawList& draw, ImVec2 at, float radius, float width,
          ImU32 colour) {
    const float line = std::max(1.0f, theme.scale);
    draw.AddCircle(at, radius, theme.surface, 32, width + 2 * line);
    draw.AddCircle(at, radius, colour, 32, width);
}

void pin(const MapScene& scene, ImDrawList& draw, int sample, const char* letter) {
    if (!scene.points.has(sample)) return;
    const Theme& theme = scene.context.theme;
    const float line = std::max(1.0f, theme.scale);
    const ImVec2 at = scene.screen(sample);
    ring(theme, draw, at, theme.unit * 2, 2 * line, theme.text);
    draw_on_map(theme, draw, ImVec2(at.x + theme.unit * 2.5f, at.y - theme.unit * 5), theme.text,
                letter);
}

}  // namespace

MapTicks ticks_of(const MapScene& scene) {
    MapTicks ticks;
    if (scene.wants_embedding()) return ticks;  // its places are numbers without a meaning
    const Bounds box = scene.box();
    const float unit = scene.context.theme.unit;
    ticks.across = linear_ticks(box.left, box.right, int(scene.frame.width / (unit * 26)));
    ticks.up = linear_ticks(box.bottom, box.top, int(scene.frame.height / (unit * 22)));
    return ticks;
}

void draw_points(const MapScene& scene, const MapTicks& ticks, ImDrawList& draw) {
    const Theme& theme = scene.context.theme;
    const MapFrame& frame = scene.frame;
    const float device = std::max(1.0f, ImGui::GetIO().DisplayFramebufferScale.x);
    PointsView view;
    view.count = scene.cloud.count;
    view.points = scene.points.shown().data();
    view.points_version = scene.points.version();
    view.centre_x = scene.camera.centre_x;
    view.centre_y = scene.camera.centre_y;
    view.units_per_pixel = scene.camera.units_per_pixel / device;
    view.width = int(frame.width * device);
    view.height = int(frame.height * device);
    view.point_size = point_size(scene.cloud.count, frame) * theme.scale * device;
    view.colours = scene.colours.points.data();
    view.colours_version = scene.colours_version;
    view.faint_first = scene.colours.faint;
    view.background = theme.surface;
    view.rim =
        theme.kind == ThemeKind::paper ? IM_COL32(20, 22, 26, 70) : IM_COL32(10, 11, 13, 100);
    view.ground = scene.ground;
    // Lines over pictures would be taken for a part of them.
    if (scene.ground.empty()) {
        for (double value : ticks.across.values) view.grid_x.push_back(float(value));
        if (scene.projection.y_axis >= 0)
            for (double value : ticks.up.values) view.grid_y.push_back(float(value));
    }
    view.grid = blend(theme.surface, theme.hairline, 0.45f);
    view.zero = theme.hairline;
    const ImVec2 corner(frame.left, frame.top),
        end(frame.left + frame.width, frame.top + frame.height);
    if (const Picture picture = scene.context.canvas.draw(view))
        draw.AddImage(picture.texture, corner, end, picture.uv0, picture.uv1);
    else
        draw.AddRectFilled(corner, end, theme.surface);
}

void draw_ticks(const MapScene& scene, const MapTicks& ticks, ImDrawList& draw) {
    const Theme& theme = scene.context.theme;
    const MapFrame& frame = scene.frame;
    if (scene.wants_embedding()) return;
    FontScope font(theme.small);
    const float text = ImGui::GetFontSize(), bottom = frame.top + frame.height,
                right = frame.left + frame.width;
    const std::string &x_name = scene.projection.x_name, &y_name = scene.projection.y_name;
    const float name = ImGui::CalcTextSize(x_name.c_str()).x;
    draw_text(draw, ImVec2(right - name, bottom + theme.unit / 2), theme.text, x_name);
    for (double value : ticks.across.values) {
        const std::string label = tick_text(value, ticks.across.step);
        const float x = to_screen(scene.camera, frame, float(value), 0).x,
                    half = tabular_width(label) / 2;
        if (x - half < frame.left || x + half > right - name - theme.unit * 2) continue;
        draw_tabular(draw, ImVec2(x - half, bottom + theme.unit / 2), theme.muted, label);
    }
    if (scene.projection.y_axis < 0) {
        draw_text(draw, ImVec2(frame.left + theme.unit, frame.top + theme.unit), theme.muted,
                  "One dimension: up and down is by chance, to tell the points apart.",
                  frame.width - theme.unit * 2);
        return;
    }
    const float edge = frame.left - theme.unit * 1.5f;
    draw_text(draw, ImVec2(edge - ImGui::CalcTextSize(y_name.c_str()).x, frame.top), theme.text,
              y_name);
    for (double value : ticks.up.values) {
        const float y = to_screen(scene.camera, frame, 0, float(value)).y;
        if (y - text / 2 < frame.top + text || y + text / 2 > bottom) continue;
        draw_tabular_right(draw, ImVec2(edge, y - text / 2), theme.muted,
                           tick_text(value, ticks.up.step));
    }
}

void OtherMarks::draw(const MapScene& scene, ImDrawList& draw) {
    const auto view = scene.context.ui.views.find(scene.context.ui.shown);
    if (view == scene.context.ui.views.end()) return;
    const auto& marks = view->second.marks;
    for (auto kept = kept_.begin(); kept != kept_.end();)
        kept = marks.count(kept->first) ? std::next(kept) : kept_.erase(kept);
    const Theme& theme = scene.context.theme;
    const float line = std::max(1.0f, theme.scale);
    FontScope font(theme.small);
    for (const auto& [name, mark] : marks) {
        const std::vector<ImVec2>& places =
            kept_[name].of(mark.codes, scene.cloud, scene.projection);
        if (places.empty()) continue;
        std::vector<ImVec2> at;
        const std::size_t stride = std::max<std::size_t>(1, places.size() / kMostDots);
        for (std::size_t i = 0; i < places.size(); i += stride)
            at.push_back(scene.screen(places[i]));
        if (mark.line) {
            draw.AddPolyline(at.data(), int(at.size()), theme.surface, 0, 4.5f * line);
            draw.AddPolyline(at.data(), int(at.size()), theme.accent, 0, 2 * line);
        }
        const float dot = theme.unit * (mark.line ? 0.6f : 1.1f);
        for (const ImVec2& place : at) {
            draw.AddCircleFilled(place, dot + line, theme.surface, 20);
            draw.AddCircleFilled(place, dot, theme.accent, 20);
        }
        if (mark.label.empty()) continue;
        const ImVec2 beside = at[at.size() / 2];
        draw_on_map(theme, draw, ImVec2(beside.x + theme.unit * 2, beside.y + theme.unit),
                    theme.accent, mark.label);
    }
}

void draw_pins(const MapScene& scene, MapPointer& pointer, int pointed, ImDrawList& draw) {
    const Theme& theme = scene.context.theme;
    const UiState& ui = scene.context.ui;
    const float line = std::max(1.0f, theme.scale);
    const int under = pointer.under();
    if (scene.points.has(under) && under != ui.pinned)
        ring(theme, draw, scene.screen(under), theme.unit * 1.5f, 1.5f * line, theme.text);
    if (scene.points.has(pointed))
        ring(theme, draw, scene.screen(pointed), theme.unit * 2.5f, 2 * line, theme.accent);
    pin(scene, draw, ui.pinned, ui.second_pin >= 0 ? "A" : "");
    pin(scene, draw, ui.second_pin, "B");
    ImVec2 at;
    if (!pointer.walk_place(scene, at)) return;
    // The handle of the sliders, put on the map.
    draw.AddCircleFilled(at, theme.unit * 1.5f + 2 * line, theme.surface, 32);
    draw.AddCircleFilled(at, theme.unit * 1.5f, theme.text, 32);
    draw.AddCircleFilled(at, theme.unit * 0.5f, theme.surface, 16);
}

}  // namespace latent::app
