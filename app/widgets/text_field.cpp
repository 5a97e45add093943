#include "widgets/text_field.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace latent::app {

FieldNews text_field(const Theme& theme, const char* id, std::string& text, const char* hint,
                     float width, bool focus) {
    std::array<char, 4096> buffer{};  // a path may be as long
    std::strncpy(buffer.data(), text.c_str(), buffer.size() - 1);
    const float height = theme.unit * 6;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (focus) ImGui::SetKeyboardFocusHere();
    ImGui::SetNextItemWidth(std::max(theme.unit * 4, width));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                        ImVec2(theme.unit, (height - ImGui::GetTextLineHeight()) / 2));
    FieldNews news;
    news.entered = ImGui::InputTextWithHint(
        id, hint, buffer.data(), buffer.size(),
        ImGuiInputTextFlags_EnterReturnsTrue | (focus ? ImGuiInputTextFlags_AutoSelectAll : 0));
    ImGui::PopStyleVar();
    news.left = ImGui::IsItemDeactivated();
    news.escaped =
        news.left && !news.entered && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape));
    ImGui::GetWindowDrawList()->AddLine(
        ImVec2(at.x, at.y + height), ImVec2(at.x + std::max(theme.unit * 4, width), at.y + height),
        ImGui::IsItemActive() ? theme.accent : theme.hairline);
    news.changed = text != buffer.data();
    text = buffer.data();
    return news;
}

}  // namespace latent::app
