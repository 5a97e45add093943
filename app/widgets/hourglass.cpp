#include "widgets/hourglass.h"

#include <algorithm>
#include <cmath>

#include "widgets/format.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

// How many numbers of a sample leave a layer.
std::int64_t units_of(const LayerInfo& layer) {
    std::int64_t units = 1;
    for (const std::int64_t size : layer.output) units *= size;
    return units;
}

std::string shape_text(const std::vector<std::int64_t>& shape) {
    std::string text;
    for (std::int64_t size : shape) text += (text.empty() ? "" : " x ") + grouped(size);
    return text;
}

Help about(const LayerInfo& layer) {
    Help help{layer.part.empty() ? layer.name : layer.part + ": " + layer.name, "", "", "", ""};
    help.sentence = "A sample leaves it as " + shape_text(layer.output) + ".";
    if (layer.weights + layer.biases > 0)
        help.sentence += " " + counted(layer.weights, "weight") + ", " +
                         counted(layer.biases, "bias", "biases") + ".";
    return help;
}

// Numbers under the bars: the ends and the waist first, the others where there is room between.
void draw_labels(const Theme& theme, const HourglassShape& shape, ImVec2 at, float pitch, float y,
                 std::int64_t waist_width, bool held) {
    FontScope font(theme.small);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const int count = int(shape.widths.size());
    Few<std::pair<float, float>, 24> taken;
    const auto label = [&](int i) {
        const bool waist = i == shape.waist;
        const std::string text = grouped(waist ? waist_width : shape.widths[std::size_t(i)]);
        const float width = tabular_width(text), room = pitch * float(count);
        const float left = std::min(std::max(at.x + pitch * (float(i) + 0.5f) - width / 2, at.x),
                                    at.x + room - width);
        for (const auto& [from, to] : taken)
            if (left < to + theme.unit && left + width > from - theme.unit) return;
        taken.push_back({left, left + width});
        draw_tabular(draw, ImVec2(left, y),
                     waist ? (held ? theme.accent : theme.text) : theme.muted, text);
    };
    label(shape.waist);
    label(0);
    label(count - 1);
    for (int i = 1; i + 1 < count; ++i)
        if (i != shape.waist) label(i);
}

}  // namespace

float HourglassShape::bar_half_height(std::int64_t width) const {
    const std::int64_t widest =
        widths.empty() ? 1 : *std::max_element(widths.begin(), widths.end());
    if (widest < 1) return half_height;
    return half_height *
           float(std::log1p(double(std::max<std::int64_t>(0, width))) / std::log1p(double(widest)));
}

std::int64_t HourglassShape::width_at(float distance, std::int64_t low, std::int64_t high) const {
    const std::int64_t widest =
        widths.empty() ? 1 : *std::max_element(widths.begin(), widths.end());
    const double share = half_height > 0 ? double(std::abs(distance)) / half_height : 0;
    const double width = std::expm1(share * std::log1p(double(widest)));
    return std::min(high, std::max(low, std::int64_t(std::llround(std::min(width, 1e9)))));
}

HourglassShape shape_of(const ModelInfo& model, std::int64_t code_width, float half_height) {
    HourglassShape shape;
    shape.half_height = half_height;
    bool found = false;
    for (std::size_t i = 0; i < model.layers.size(); ++i) {
        const bool code = model.layers[i].part == "code";
        if (code && found) continue;
        if (code) shape.waist = int(shape.widths.size());
        found = found || code;
        shape.widths.push_back(units_of(model.layers[i]));
        shape.layers.push_back(int(i));
    }
    if (shape.widths.empty()) return shape;
    if (!found)
        shape.waist =
            int(std::min_element(shape.widths.begin(), shape.widths.end()) - shape.widths.begin());
    shape.widths[std::size_t(shape.waist)] = code_width;
    return shape;
}

std::int64_t hourglass(const Theme& theme, const char* id, const ModelInfo& model,
                       std::int64_t code_width, std::int64_t low, std::int64_t high, float height,
                       std::int64_t& dragged) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = std::max(theme.unit * 20, ImGui::GetContentRegionAvail().x);
    const float labels = ImGui::GetTextLineHeight() + theme.unit;
    const float middle = std::round(at.y + (height - labels) / 2);
    const HourglassShape shape = shape_of(model, code_width, (height - labels) / 2 - theme.unit);
    if (shape.widths.empty()) {
        ImGui::Dummy(ImVec2(width, height));
        return 0;
    }
    const float pitch = width / float(shape.widths.size());
    const float thick = std::max(2.0f * theme.scale, std::min(pitch - theme.unit, theme.unit * 5));

    ImGui::InvisibleButton(id, ImVec2(width, height));
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const float waist_x = at.x + pitch * (float(shape.waist) + 0.5f);
    const bool on_waist = std::abs(mouse.x - waist_x) <= std::max(pitch / 2, theme.hit_radius);
    // Where the waist was taken hold of: the bar's end follows the mouse from there.
    const bool pressed = ImGui::IsItemActivated() && on_waist;
    std::int64_t released = 0;
    if (pressed) dragged = code_width;
    if (dragged > 0 && ImGui::IsItemActive()) {
        const float start = shape.bar_half_height(code_width);
        const ImVec2 press = ImGui::GetIO().MouseClickedPos[0];
        const float outwards = press.y <= middle ? press.y - mouse.y : mouse.y - press.y;
        dragged = std::abs(outwards) < 1
                      ? code_width
                      : shape.width_at(std::max(0.0f, start + outwards), low, high);
    } else if (dragged > 0) {
        released = dragged == code_width ? 0 : dragged;
        dragged = 0;
    }

    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddLine(ImVec2(at.x, middle), ImVec2(at.x + width, middle), theme.hairline);
    const bool hovered = ImGui::IsItemHovered();
    for (std::size_t i = 0; i < shape.widths.size(); ++i) {
        const bool waist = int(i) == shape.waist;
        const std::int64_t shown = waist && dragged > 0 ? dragged : shape.widths[i];
        const float half = std::max(theme.scale, std::round(shape.bar_half_height(shown)));
        const float left = std::round(at.x + pitch * (float(i) + 0.5f) - thick / 2);
        const bool under = hovered && mouse.x >= left - 1 && mouse.x <= left + thick + 1;
        const ImU32 colour = waist ? theme.accent : under ? theme.text : theme.muted;
        draw.AddRectFilled(ImVec2(left, middle - half), ImVec2(left + thick, middle + half), colour,
                           theme.scale);
        if (waist) {  // two small grips say that it can be dragged
            const float x = left + thick / 2, side = theme.unit * 1.25f, gap = theme.unit;
            draw.AddTriangleFilled(ImVec2(x - side, middle - half - gap),
                                   ImVec2(x, middle - half - gap - side),
                                   ImVec2(x + side, middle - half - gap), theme.accent);
            draw.AddTriangleFilled(ImVec2(x - side, middle + half + gap),
                                   ImVec2(x + side, middle + half + gap),
                                   ImVec2(x, middle + half + gap + side), theme.accent);
        }
        if (under && !waist && dragged == 0)
            help_tooltip(theme, about(model.layers[std::size_t(shape.layers[i])]));
    }
    const float label_y = at.y + height - ImGui::GetTextLineHeight();
    draw_labels(theme, shape, at, pitch, label_y, dragged > 0 ? dragged : code_width, dragged > 0);
    if (hovered && on_waist && dragged == 0)
        help_tooltip(theme, {"The code: " + counted(code_width, "number"),
                             "All that the decoder is told about a sample. Drag up or down: a new "
                             "width starts a new "
                             "run beside this one.",
                             "", "", ""});
    if (dragged > 0)
        help_tooltip(theme, {"k = " + grouped(dragged), "Let go to start a run with this width.",
                             "", "", ""});
    if ((hovered && on_waist) || dragged > 0) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
    return released;
}

}  // namespace latent::app
