#include "widgets/word_row.h"

#include <algorithm>
#include <cstring>

#include "widgets/text.h"

namespace latent::app {

float word_row_height(const Theme& theme) { return theme.unit * 5.5f; }

WordRow::WordRow(const Theme& theme)
    : theme_(theme), at_(ImGui::GetCursorScreenPos()), below_(at_), x_(at_.x), font_(theme.small) {
    right_ = at_.x + ImGui::GetContentRegionAvail().x;
}

WordRow::~WordRow() {
    ImGui::SetCursorScreenPos(at_);
    ImGui::Dummy(ImVec2(0, 0));
    ImGui::SetCursorScreenPos(ImVec2(at_.x, at_.y + word_row_height(theme_)));
}

bool WordRow::word(const char* label, bool on, const char* tooltip) {
    const char* end = std::strstr(label, "##");
    const ImVec2 size = ImGui::CalcTextSize(label, end);
    ImGui::SetCursorScreenPos(ImVec2(x_, at_.y));
    const bool clicked = ImGui::InvisibleButton(label, ImVec2(size.x, size.y + theme_.unit));
    const bool hovered = ImGui::IsItemHovered();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddText(ImVec2(x_, at_.y), on || hovered ? theme_.accent : theme_.muted, label, end);
    if (on)
        draw.AddRectFilled(ImVec2(x_, at_.y + size.y + 1),
                           ImVec2(x_ + size.x, at_.y + size.y + 1 + std::max(1.0f, theme_.scale)),
                           theme_.accent);
    below_ = ImVec2(x_, at_.y + size.y + theme_.unit);
    x_ += size.x + theme_.unit * 3;
    if (hovered && tooltip) help_tooltip(theme_, {"", tooltip, "", "", ""});
    return clicked;
}

void WordRow::text(ImU32 colour, std::string_view text) {
    draw_tabular(*ImGui::GetWindowDrawList(), ImVec2(x_, at_.y), colour, text);
    x_ += tabular_width(text) + theme_.unit * 3;
}

void WordRow::gap() {
    const float x = x_ + theme_.unit * 0.5f;
    ImGui::GetWindowDrawList()->AddLine(ImVec2(x, at_.y + 1),
                                        ImVec2(x, at_.y + ImGui::GetFontSize()), theme_.hairline);
    x_ += theme_.unit * 4;
}

}  // namespace latent::app
