#include "widgets/caption.h"

#include <algorithm>
#include <cctype>
#include <cstring>

#include "widgets/text.h"

namespace latent::app {

float caption_height(const Theme& theme) { return theme.unit * 6; }
ImVec2 panel_padding(const Theme& theme) { return ImVec2(theme.unit * 3, theme.unit * 2); }

namespace {

Words in_capitals(std::string_view text) {
    Words capitals;
    for (const char c : text) {
        const char capital = char(std::toupper(static_cast<unsigned char>(c)));
        capitals += std::string_view(&capital, 1);
    }
    return capitals;
}

void end_of_caption(const Theme& theme, ImVec2 at) {
    ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + caption_height(theme)));
    // An item, so that the window knows its extent even when the panel draws nothing.
    ImGui::Dummy(ImVec2(0, 0));
    ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + caption_height(theme)));
}

}  // namespace

void draw_caption(const Theme& theme, const char* title) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    {
        FontScope font(theme.small);
        ImGui::GetWindowDrawList()->AddText(at, theme.muted, in_capitals(title).c_str());
    }
    end_of_caption(theme, at);
}

int draw_captions(const Theme& theme, const Titles& titles, int chosen) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    int clicked = -1;
    {
        FontScope font(theme.small);
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        float x = at.x;
        for (int i = 0; i < int(titles.size()); ++i) {
            const Words text = in_capitals(titles[std::size_t(i)]);
            const ImVec2 size = ImGui::CalcTextSize(text.c_str());
            ImGui::SetCursorScreenPos(ImVec2(x, at.y));
            ImGui::PushID(i);
            if (ImGui::InvisibleButton("tab", ImVec2(size.x, size.y + theme.unit)) && i != chosen)
                clicked = i;
            const bool hovered = ImGui::IsItemHovered();
            ImGui::PopID();
            draw.AddText(ImVec2(x, at.y),
                         hovered       ? theme.accent
                         : i == chosen ? theme.text
                                       : theme.muted,
                         text.c_str());
            if (i == chosen)
                draw.AddRectFilled(
                    ImVec2(x, at.y + size.y + 1),
                    ImVec2(x + size.x, at.y + size.y + 1 + std::max(1.0f, theme.scale)),
                    theme.accent);
            x += size.x + theme.unit * 4;
        }
    }
    end_of_caption(theme, at);
    return clicked;
}

CaptionLine::CaptionLine(const Theme& theme)
    : theme_(theme), cursor_(ImGui::GetCursorScreenPos()), font_(theme.small) {
    const ImVec2 window = ImGui::GetWindowPos();
    const ImVec2 padding = ImGui::GetStyle().WindowPadding;
    right_ = window.x + ImGui::GetWindowWidth() - std::max(padding.x, panel_padding(theme).x);
    top_ = window.y + std::max(padding.y, panel_padding(theme).y);
}

CaptionLine::CaptionLine(const Theme& theme, float top) : CaptionLine(theme) { top_ = top; }

CaptionLine::~CaptionLine() {
    ImGui::SetCursorScreenPos(cursor_);
    ImGui::Dummy(ImVec2(0, 0));
    ImGui::SetCursorScreenPos(cursor_);
}

ImVec2 CaptionLine::place(float width) {
    right_ -= width;
    const ImVec2 at(right_, top_);
    right_ -= theme_.unit * 3;
    return at;
}

bool CaptionLine::toggle(const char* label, bool& on, const char* tooltip) {
    // What stands behind ## tells items apart and is not shown.
    const char* end = std::strstr(label, "##");
    const ImVec2 size = ImGui::CalcTextSize(label, end);
    const ImVec2 at = place(size.x);
    ImGui::SetCursorScreenPos(at);
    const bool clicked = ImGui::InvisibleButton(label, ImVec2(size.x, size.y + theme_.unit));
    if (clicked) on = !on;
    const bool hovered = ImGui::IsItemHovered();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddText(at, on || hovered ? theme_.accent : theme_.muted, label, end);
    if (on)
        draw.AddRectFilled(ImVec2(at.x, at.y + size.y + 1),
                           ImVec2(at.x + size.x, at.y + size.y + 1 + std::max(1.0f, theme_.scale)),
                           theme_.accent);
    if (hovered) help_tooltip(theme_, {"", tooltip, "", "", ""});
    return clicked;
}

bool CaptionLine::button(const char* label, const char* tooltip) {
    bool off = false;
    return toggle(label, off, tooltip);
}

void CaptionLine::text(ImU32 colour, std::string_view text) {
    const ImVec2 at = place(tabular_width(text));
    draw_tabular(*ImGui::GetWindowDrawList(), at, colour, text);
}

}  // namespace latent::app
