#include "widgets/text.h"

#include <algorithm>
#include <cmath>

#include "widgets/typeset.h"

namespace latent::app {
namespace {

// A string of one character, for measuring and drawing it alone.
struct Glyph {
    char text[2];
    explicit Glyph(char c) : text{c, 0} {}
    float width() const { return ImGui::CalcTextSize(text).x; }
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

float digit_width() {
    float widest = 0;
    for (char c = '0'; c <= '9'; ++c) widest = std::max(widest, Glyph(c).width());
    return widest;
}

}  // namespace

float tabular_width(std::string_view text) {
    const float digit = digit_width();
    float width = 0;
    for (std::size_t i = 0; i < text.size();) {
        if (is_digit(text[i])) {
            width += digit;
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && !is_digit(text[end])) ++end;
        width += ImGui::CalcTextSize(text.data() + i, text.data() + end).x;
        i = end;
    }
    return width;
}

void draw_tabular(ImDrawList& draw, ImVec2 at, ImU32 colour, std::string_view text) {
    const float digit = digit_width();
    at = ImVec2(std::floor(at.x), std::floor(at.y));
    for (std::size_t i = 0; i < text.size();) {
        if (is_digit(text[i])) {
            const Glyph glyph(text[i]);
            // A narrow 1 stands in the middle of its cell.
            draw.AddText(ImVec2(at.x + (digit - glyph.width()) / 2, at.y), colour, glyph.text);
            at.x += digit;
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && !is_digit(text[end])) ++end;
        draw.AddText(at, colour, text.data() + i, text.data() + end);
        at.x += ImGui::CalcTextSize(text.data() + i, text.data() + end).x;
        i = end;
    }
}

void draw_tabular_right(ImDrawList& draw, ImVec2 at, ImU32 colour, std::string_view text) {
    draw_tabular(draw, ImVec2(at.x - tabular_width(text), at.y), colour, text);
}

Words fitted(std::string_view text, float width) {
    if (text_size(text).x <= width) return text;
    while (!text.empty()) {
        // Whole characters only: the bytes that continue one in UTF-8 start with the bits 10.
        while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80)
            text.remove_suffix(1);
        if (!text.empty()) text.remove_suffix(1);
        const Words shorter = Words(text) + "...";
        if (text_size(shorter).x <= width) return shorter;
    }
    return {};
}

TextLines wrapped(std::string_view text, float width, int most) {
    TextLines lines;
    std::size_t start = 0, end = 0;  // of the line so far
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t space = std::min(text.find(' ', from), text.size());
        if (start == end) start = from;
        const bool first = start == from;
        const bool fits = first || text_size(text.substr(start, space - start)).x <= width;
        if (!fits && int(lines.size()) + 1 >= most) {
            lines.push_back(fitted(text.substr(start), width));
            return lines;
        }
        if (!fits) {
            lines.push_back(fitted(text.substr(start, end - start), width));
            start = from;
        }
        end = space;
        from = space + 1;
    }
    if (start < end) lines.push_back(fitted(text.substr(start, end - start), width));
    return lines;
}

void draw_text(ImDrawList& draw, ImVec2 at, ImU32 colour, std::string_view text, float width) {
    const Words shown = fitted(text, width);
    draw.AddText(ImVec2(std::floor(at.x), std::floor(at.y)), colour, shown.c_str());
}

ImVec2 text_size(std::string_view text) {
    return ImGui::CalcTextSize(text.data(), text.data() + text.size());
}

void heading(const Theme& theme, std::string_view text, std::string_view aside) {
    FontScope font(theme.small);
    ImGui::Dummy(ImVec2(0, theme.unit));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_tabular_right(*ImGui::GetWindowDrawList(),
                       ImVec2(at.x + ImGui::GetContentRegionAvail().x, at.y), theme.muted, aside);
    ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
    ImGui::PopStyleColor();
}

void empty_state(const Theme& theme, std::string_view sentence) {
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const ImVec2 start = ImGui::GetCursorPos();
    const float width =
        std::max(theme.unit * 10, std::min(room.x - theme.unit * 6, theme.unit * 90));
    const ImVec2 size =
        ImGui::CalcTextSize(sentence.data(), sentence.data() + sentence.size(), false, width);
    ImGui::SetCursorPos(ImVec2(start.x + std::max(0.0f, (room.x - size.x) / 2),
                               start.y + std::max(0.0f, (room.y - size.y) / 2)));
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width);
    ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
    ImGui::TextUnformatted(sentence.data(), sentence.data() + sentence.size());
    ImGui::PopStyleColor();
    ImGui::PopTextWrapPos();
}

void paragraph(ImU32 colour, std::string_view text) {
    ImGui::PushStyleColor(ImGuiCol_Text, colour);
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
}

void help_tooltip(const Theme& theme, const Help& help) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.unit * 3, theme.unit * 2));
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(theme.unit * 90);
    const auto line = [](ImU32 colour, const std::string& text) {
        if (text.empty()) return;
        ImGui::PushStyleColor(ImGuiCol_Text, colour);
        ImGui::TextUnformatted(text.c_str());
        ImGui::PopStyleColor();
    };
    line(theme.text, help.title);
    line(help.title.empty() ? theme.text : theme.muted, help.sentence);
    line(theme.accent, typeset(help.formula));
    {
        FontScope font(theme.small);
        line(theme.muted, help.source);
        line(theme.text, help.note);
    }
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

bool help_mark(const Theme& theme, const char* id) {
    FontScope font(theme.small);
    const ImVec2 glyph = ImGui::CalcTextSize("?");
    const ImVec2 size(glyph.x + theme.unit * 2, ImGui::GetTextLineHeight());
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::PushID(id);
    ImGui::InvisibleButton("?", size);
    ImGui::PopID();
    const bool hovered = ImGui::IsItemHovered();
    ImGui::GetWindowDrawList()->AddText(ImVec2(std::floor(at.x + theme.unit), at.y),
                                        hovered ? theme.accent : theme.muted, "?");
    return hovered;
}

}  // namespace latent::app
