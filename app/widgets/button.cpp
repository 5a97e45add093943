#include "widgets/button.h"

#include <cmath>

#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr float kPi = 3.14159265f;

// Icons live in a square from -1 to 1; `r` is half its side in pixels.
struct Pen {
    ImDrawList& draw;
    ImVec2 centre;
    float r, thickness;
    ImU32 colour;

    ImVec2 at(float x, float y) const { return ImVec2(centre.x + x * r, centre.y + y * r); }
    void triangle(float x0, float y0, float x1, float y1, float x2, float y2) const {
        draw.AddTriangleFilled(at(x0, y0), at(x1, y1), at(x2, y2), colour);
    }
    void bar(float x0, float y0, float x1, float y1) const {
        draw.AddRectFilled(at(x0, y0), at(x1, y1), colour);
    }
    void line(float x0, float y0, float x1, float y1) const {
        draw.AddLine(at(x0, y0), at(x1, y1), colour, thickness);
    }
    void arc(float from, float to, float radius) const {
        draw.PathArcTo(centre, r * radius, from, to, 24);
        draw.PathStroke(colour, 0, thickness);
    }
};

void draw_icon(const Pen& pen, Icon icon, ImU32 ground) {
    switch (icon) {
        case Icon::play:
            pen.triangle(-0.6f, -0.9f, 1, 0, -0.6f, 0.9f);
            break;
        case Icon::pause:
            pen.bar(-0.75f, -0.85f, -0.2f, 0.85f);
            pen.bar(0.2f, -0.85f, 0.75f, 0.85f);
            break;
        case Icon::step:
            pen.triangle(-0.8f, -0.8f, 0.5f, 0, -0.8f, 0.8f);
            pen.bar(0.55f, -0.8f, 0.9f, 0.8f);
            break;
        case Icon::epoch:
            pen.triangle(-1, -0.75f, 0, 0, -1, 0.75f);
            pen.triangle(-0.15f, -0.75f, 0.85f, 0, -0.15f, 0.75f);
            pen.bar(0.8f, -0.75f, 1.1f, 0.75f);
            break;
        case Icon::reset: {
            pen.arc(-0.35f * kPi, 1.35f * kPi, 0.85f);
            // The head of the arrow stands where the arc begins.
            const float x = std::cos(-0.35f * kPi) * 0.85f, y = std::sin(-0.35f * kPi) * 0.85f;
            pen.triangle(x - 0.55f, y - 0.3f, x + 0.15f, y - 0.5f, x + 0.1f, y + 0.35f);
            break;
        }
        case Icon::sun:
            pen.draw.AddCircleFilled(pen.centre, pen.r * 0.45f, pen.colour, 16);
            for (int i = 0; i < 8; ++i) {
                const float x = std::cos(float(i) * kPi / 4), y = std::sin(float(i) * kPi / 4);
                pen.line(x * 0.7f, y * 0.7f, x, y);
            }
            break;
        case Icon::moon:
            pen.draw.AddCircleFilled(pen.centre, pen.r * 0.85f, pen.colour, 24);
            pen.draw.AddCircleFilled(pen.at(0.45f, -0.25f), pen.r * 0.75f, ground, 24);
            break;
        case Icon::question: {
            const ImVec2 size = ImGui::CalcTextSize("?");
            pen.draw.AddText(ImVec2(std::floor(pen.centre.x - size.x / 2),
                                    std::floor(pen.centre.y - size.y / 2)),
                             pen.colour, "?");
            break;
        }
        case Icon::previous:
            pen.line(0.35f, -0.7f, -0.35f, 0);
            pen.line(-0.35f, 0, 0.35f, 0.7f);
            break;
        case Icon::next:
            pen.line(-0.35f, -0.7f, 0.35f, 0);
            pen.line(0.35f, 0, -0.35f, 0.7f);
            break;
        case Icon::shuffle:  // a die showing five
            pen.draw.AddRect(pen.at(-0.85f, -0.85f), pen.at(0.85f, 0.85f), pen.colour, pen.r * 0.3f,
                             0, pen.thickness);
            for (const ImVec2 p : {ImVec2(-0.4f, -0.4f), ImVec2(0.4f, -0.4f), ImVec2(0, 0),
                                   ImVec2(-0.4f, 0.4f), ImVec2(0.4f, 0.4f)})
                pen.draw.AddCircleFilled(pen.at(p.x, p.y), pen.r * 0.17f, pen.colour, 8);
            break;
        case Icon::close:
            pen.line(-0.6f, -0.6f, 0.6f, 0.6f);
            pen.line(-0.6f, 0.6f, 0.6f, -0.6f);
            break;
    }
}

}  // namespace

bool icon_button(const Theme& theme, const char* id, Icon icon, const char* tooltip, bool enabled,
                 bool accented) {
    const float side = theme.unit * 6;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool clicked = ImGui::InvisibleButton(id, ImVec2(side, side)) && enabled;
    const bool hovered = ImGui::IsItemHovered();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    ImU32 ground = theme.background;
    if (accented && enabled)
        ground = theme.accent;
    else if (hovered && enabled)
        ground = theme.selection;
    if (ground != theme.background)
        draw.AddRectFilled(at, ImVec2(at.x + side, at.y + side), ground, theme.unit);
    const ImU32 ink = !enabled ? theme.hairline : accented ? theme.accent_text : theme.text;
    const Pen pen{draw, ImVec2(at.x + side / 2, at.y + side / 2), side * 0.25f, 1.5f * theme.scale,
                  ink};
    draw_icon(pen, icon, ground);
    if (hovered && tooltip) help_tooltip(theme, {"", tooltip, "", "", ""});
    return clicked;
}

bool text_button(const Theme& theme, const char* label, bool accented, float width) {
    const ImVec2 text = ImGui::CalcTextSize(label, nullptr, true);
    const ImVec2 size(width > 0 ? width : text.x + theme.unit * 6, theme.unit * 7);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool clicked = ImGui::InvisibleButton(label, size);
    const bool hovered = ImGui::IsItemHovered();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 end(at.x + size.x, at.y + size.y);
    if (accented)
        draw.AddRectFilled(at, end, theme.accent, theme.unit);
    else if (hovered)
        draw.AddRectFilled(at, end, theme.selection, theme.unit);
    if (!accented) draw.AddRect(at, end, theme.hairline, theme.unit);
    const std::string_view words = label;
    const Words shown = fitted(words.substr(0, words.find("##")), size.x - theme.unit * 2);
    const ImVec2 extent = ImGui::CalcTextSize(shown.c_str());
    draw.AddText(ImVec2(std::floor(at.x + (size.x - extent.x) / 2),
                        std::floor(at.y + (size.y - extent.y) / 2)),
                 accented  ? theme.accent_text
                 : hovered ? theme.accent
                           : theme.text,
                 shown.c_str());
    return clicked;
}

}  // namespace latent::app
