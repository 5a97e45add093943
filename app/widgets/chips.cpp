#include "widgets/chips.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "widgets/text.h"
#include "widgets/text_field.h"

namespace latent::app {

ChipRow::ChipRow(const Theme& theme)
    : theme_(theme), at_(ImGui::GetCursorScreenPos()), font_(theme.small) {
    x_ = at_.x;
    y_ = at_.y;
    right_ = at_.x + ImGui::GetContentRegionAvail().x;
    line_ = theme.unit * 6;
}

ChipRow::~ChipRow() {
    ImGui::SetCursorScreenPos(at_);
    ImGui::Dummy(ImVec2(std::max(1.0f, right_ - at_.x), y_ + line_ - at_.y));
}

void ChipRow::make_room(float width) {
    if (x_ == at_.x || x_ + width <= right_) return;
    x_ = at_.x;
    y_ += line_ + theme_.unit;
}

bool ChipRow::chip(const char* label, bool on, const char* tooltip) {
    const char* end = std::strstr(label, "##");
    const Words words(std::string_view(label, end ? std::size_t(end - label) : std::strlen(label)));
    const ImVec2 extent = ImGui::CalcTextSize(words.c_str());
    const float wanted = std::max(
        theme_.unit * 7, std::ceil(extent.x / theme_.unit) * theme_.unit + theme_.unit * 3);
    const ImVec2 size(std::min(wanted, std::max(theme_.unit * 7, right_ - at_.x)), line_);
    make_room(size.x);
    ImGui::SetCursorScreenPos(ImVec2(x_, y_));
    const bool clicked = ImGui::InvisibleButton(label, size);
    const bool hovered = ImGui::IsItemHovered();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 from(x_, y_), to(x_ + size.x, y_ + size.y);
    if (on)
        draw.AddRectFilled(from, to, theme_.accent, theme_.unit);
    else if (hovered)
        draw.AddRectFilled(from, to, theme_.selection, theme_.unit);
    if (!on) draw.AddRect(from, to, theme_.hairline, theme_.unit);
    const Words shown = fitted(words, size.x - theme_.unit * 2);
    draw_text(draw,
              ImVec2(x_ + (size.x - ImGui::CalcTextSize(shown.c_str()).x) / 2,
                     y_ + (size.y - ImGui::GetTextLineHeight()) / 2),
              on        ? theme_.accent_text
              : hovered ? theme_.accent
                        : theme_.text,
              shown);
    if (hovered && (tooltip || shown != words))
        help_tooltip(
            theme_, {shown != words ? std::string(words) : "", tooltip ? tooltip : "", "", "", ""});
    x_ += size.x + theme_.unit;
    return clicked;
}

bool ChipRow::field(const char* id, std::string& text, const char* hint, float least) {
    make_room(std::min(least, right_ - at_.x));
    ImGui::SetCursorScreenPos(ImVec2(x_, y_));
    const bool changed = text_field(theme_, id, text, hint, right_ - x_).changed;
    x_ = right_;
    return changed;
}

}  // namespace latent::app
