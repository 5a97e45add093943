#include "widgets/canvas.h"

#include <algorithm>
#include <cmath>

#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr int kMostCurves = 4;  // features of a sequence that are drawn as lines

// The mouse on the canvas of an image: where it is and was, in pixels of the image.
void stroke(const Rect& rect, const DrawingStyle& style, DrawView& view, bool wiping) {
    const ImageShape& shape = style.blank.shape;
    const float pitch = (rect.max.x - rect.min.x) / float(std::max(1, shape.width));
    const ImGuiIO& io = ImGui::GetIO();
    const auto on_image = [&](ImVec2 at) {
        return ImVec2((at.x - rect.min.x) / pitch, (at.y - rect.min.y) / pitch);
    };
    std::vector<std::uint8_t> ink = style.ink;
    const auto& palette = canvas_palette();
    if (shape.channels >= 3 && view.ink >= 0 && std::size_t(view.ink) < palette.size())
        ink = palette[std::size_t(view.ink)];
    ink.resize(std::size_t(shape.channels), 0);
    if (wiping)
        for (int c = 0; c < shape.channels; ++c)
            ink[std::size_t(c)] = style.blank.pixels[std::size_t(c * shape.width * shape.height)];
    const bool begins = ImGui::IsItemActivated();
    if (begins) view.drawing.begin_stroke();
    if (!begins && io.MouseDelta.x == 0 && io.MouseDelta.y == 0) return;
    const ImVec2 before(io.MousePos.x - io.MouseDelta.x, io.MousePos.y - io.MouseDelta.y);
    view.drawing.brush(on_image(begins ? io.MousePos : before), on_image(io.MousePos),
                       brush_radius(view, shape), ink);
}

void pull(const Rect& rect, const SamplePainter& painter, const DrawingStyle& style,
          DrawView& view) {
    const ImageShape& shape = style.blank.shape;
    const ImGuiIO& io = ImGui::GetIO();
    const bool begins = ImGui::IsItemActivated();
    if (begins) view.drawing.begin_stroke();
    if (!begins && io.MouseDelta.x == 0 && io.MouseDelta.y == 0) return;
    const float width = rect.max.x - rect.min.x;
    const ImVec2 before =
        begins ? io.MousePos
               : ImVec2(io.MousePos.x - io.MouseDelta.x, io.MousePos.y - io.MouseDelta.y);
    if (style.blank.kind == DataKind::sequences) {
        const float last = float(std::max(1, shape.height - 1));
        const auto time = [&](ImVec2 at) {
            return std::clamp((at.x - rect.min.x) / width, 0.0f, 1.0f) * last;
        };
        view.drawing.curve(std::clamp(view.feature, 0, shape.width - 1), time(before),
                           painter.value_at(rect, before.y), time(io.MousePos),
                           painter.value_at(rect, io.MousePos.y));
        return;
    }
    if (shape.size() > 3) {  // bars
        const int bar = std::clamp(int((io.MousePos.x - rect.min.x) / width * float(shape.size())),
                                   0, shape.size() - 1);
        view.drawing.place(bar, painter.value_at(rect, io.MousePos.y));
        return;
    }
    const ImVec2 at = painter.point_at(rect, io.MousePos);
    if (shape.size() < 3) {
        view.drawing.place(0, at.x);
        if (shape.size() == 2) view.drawing.place(1, at.y);
        return;
    }
    // Three coordinates are seen from the side: the depth stays, the others follow the mouse.
    const float depth = view.drawing.sample().values[1];
    const float level[3] = {0, depth, 0};
    const ImVec2 moved = seen_from_the_side(level, 3);
    view.drawing.place(0, at.x - moved.x);
    view.drawing.place(2, at.y - moved.y);
}

}  // namespace

std::string why_no_canvas(const Samples& samples) {
    if (samples.kind == DataKind::sequences && samples.shape.width > kMostCurves)
        return "Sequences of more than four features cannot be drawn by hand.";
    return "";
}

const std::vector<std::vector<std::uint8_t>>& canvas_palette() {
    static const std::vector<std::vector<std::uint8_t>> palette{
        {255, 255, 255}, {0, 0, 0},     {220, 50, 40},  {240, 150, 30},
        {240, 220, 60},  {60, 170, 75}, {50, 110, 220}, {140, 70, 180}};
    return palette;
}

float brush_radius(const DrawView& view, const ImageShape& shape) {
    // The strokes of MNIST's digits are about three pixels wide of 28.
    return view.brush > 0 ? view.brush
                          : std::max(0.5f, 0.047f * float(std::min(shape.width, shape.height)));
}

Rect draw_canvas(const Theme& theme, Textures& textures, SamplePainter& painter, const Rect& place,
                 const DrawingStyle& style, DrawView& view) {
    const Samples& sample = view.drawing.sample();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    // Its place is known before it is drawn, so that the stroke of this frame is seen in it.
    const Rect rect = fit_into(place, std::max(0.05f, picture_aspect(sample)));
    const ImVec2 size(std::max(1.0f, rect.max.x - rect.min.x),
                      std::max(1.0f, rect.max.y - rect.min.y));
    ImGui::SetCursorScreenPos(rect.min);
    const bool image = sample.kind == DataKind::images;
    ImGui::InvisibleButton(
        "canvas", size,
        ImGuiButtonFlags_MouseButtonLeft | (image ? ImGuiButtonFlags_MouseButtonRight : 0));
    const bool hovered = ImGui::IsItemHovered(), active = ImGui::IsItemActive();
    if (active) {
        if (image)
            stroke(rect, style, view, ImGui::IsMouseDown(ImGuiMouseButton_Right));
        else
            pull(rect, painter, style, view);
    }
    painter.draw(theme, textures, draw, place, sample, 0, theme.text);
    if (view.drawing.blank() && !active) {
        FontScope font(theme.small);
        const char* text = image                                ? "draw here"
                           : sample.kind == DataKind::sequences ? "draw the curve here"
                           : sample.shape.size() > 3            ? "pull the bars"
                                                                : "place a point";
        const ImVec2 extent = ImGui::CalcTextSize(text);
        // Grey is read on black and on white.
        const ImU32 ink = image ? IM_COL32(150, 150, 150, 255) : theme.muted;
        draw.AddText(ImVec2(std::floor((rect.min.x + rect.max.x - extent.x) / 2),
                            std::floor(image ? (rect.min.y + rect.max.y - extent.y) / 2
                                             : rect.min.y + theme.unit)),
                     ink, text);
    }
    if (image && (hovered || active)) {
        const float pitch = size.x / float(std::max(1, sample.shape.width));
        const float radius = brush_radius(view, sample.shape) * pitch;
        const ImVec2 at = ImGui::GetIO().MousePos;
        draw.PushClipRect(rect.min, rect.max, true);
        draw.AddCircle(at, radius + 1, IM_COL32(0, 0, 0, 140), 32, theme.scale);
        draw.AddCircle(at, radius, IM_COL32(255, 255, 255, 200), 32, theme.scale);
        draw.PopClipRect();
    }
    return rect;
}

bool small_slider(const Theme& theme, const char* id, float width, float low, float high,
                  float reset_to, float radius, const char* tooltip, float& value) {
    const float height = theme.unit * 5;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::InvisibleButton(id, ImVec2(std::max(1.0f, width), height));
    const bool hovered = ImGui::IsItemHovered(), active = ImGui::IsItemActive();
    const float inset = theme.unit * 2, left = at.x + inset,
                right = std::max(left + 1, at.x + width - inset), y = at.y + height / 2;
    bool changed = false;
    if (active) {
        const float share =
            std::clamp((ImGui::GetIO().MousePos.x - left) / (right - left), 0.0f, 1.0f);
        value = low + share * (high - low);
        changed = true;
    } else if (hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Right)) {
        value = reset_to;
        changed = true;
    }
    const float share = high > low ? std::clamp((value - low) / (high - low), 0.0f, 1.0f) : 0;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddLine(ImVec2(left, y), ImVec2(right, y), theme.muted, theme.scale);
    draw.AddCircleFilled(ImVec2(left + share * (right - left), y),
                         std::clamp(radius, theme.unit * 0.75f, height / 2),
                         hovered || active ? theme.accent : theme.text, 24);
    if (hovered && !active) help_tooltip(theme, {"", tooltip, "", "", ""});
    return changed;
}

}  // namespace latent::app
