#include "widgets/picker.h"

#include <algorithm>

namespace latent::app {
namespace {

// Room for the longest line: its label and what stands aside.
float list_width(const Theme& theme, const std::vector<Choice>& choices) {
    float widest = theme.unit * 30;
    for (const Choice& choice : choices) {
        float width = ImGui::CalcTextSize(choice.label.c_str()).x + theme.unit * 8;
        FontScope font(theme.small);
        width += ImGui::CalcTextSize(choice.aside.c_str()).x +
                 (choice.aside.empty() ? 0 : theme.unit * 4);
        widest = std::max(widest, width);
    }
    return std::min(widest, theme.unit * 110);
}

}  // namespace

bool picker_line(const Theme& theme, std::string_view current_label, float width, bool open) {
    if (width <= 0) width = ImGui::GetContentRegionAvail().x;
    const float height = theme.unit * 6;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::InvisibleButton("open", ImVec2(std::max(1.0f, width), height));
    const bool lit = ImGui::IsItemHovered() || open;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 ink = lit ? theme.accent : theme.text;
    const float text_y = at.y + (height - ImGui::GetTextLineHeight()) / 2;
    draw_text(draw, ImVec2(at.x, text_y), ink, current_label, width - theme.unit * 4);
    const ImVec2 arrow(at.x + width - theme.unit * 1.5f, at.y + height / 2);
    draw.AddTriangleFilled(ImVec2(arrow.x - theme.unit, arrow.y - theme.unit / 2),
                           ImVec2(arrow.x + theme.unit, arrow.y - theme.unit / 2),
                           ImVec2(arrow.x, arrow.y + theme.unit * 0.75f),
                           lit ? theme.accent : theme.muted);
    draw.AddLine(ImVec2(at.x, at.y + height), ImVec2(at.x + width, at.y + height),
                 lit ? theme.accent : theme.hairline);
    return pressed;
}

std::optional<std::string> picker(const Theme& theme, const char* id,
                                  std::string_view current_label, const std::string& current_id,
                                  const std::vector<Choice>& choices, float width) {
    std::optional<std::string> chosen;
    ImGui::PushID(id);
    if (width <= 0) width = ImGui::GetContentRegionAvail().x;
    const float height = theme.unit * 6;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (picker_line(theme, current_label, width, ImGui::IsPopupOpen("list")))
        ImGui::OpenPopup("list");

    ImGui::SetNextWindowPos(ImVec2(at.x, at.y + height + theme.unit / 2));
    ImGui::SetNextWindowSizeConstraints(ImVec2(std::max(width, list_width(theme, choices)), 0),
                                        ImVec2(theme.unit * 120, theme.unit * 120));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.unit * 2, theme.unit * 2));
    if (ImGui::BeginPopup("list")) {
        for (const Choice& choice : choices) {
            ImGui::PushID(choice.id.c_str());
            const ImVec2 line = ImGui::GetCursorScreenPos();
            const float room = ImGui::GetContentRegionAvail().x;
            if (ImGui::Selectable("##choice", choice.id == current_id,
                                  choice.available ? 0 : ImGuiSelectableFlags_Disabled,
                                  ImVec2(0, theme.unit * 6)))
                chosen = choice.id;
            const bool hovered = ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled);
            const float y = line.y + (theme.unit * 6 - ImGui::GetTextLineHeight()) / 2;
            float aside = 0;
            if (!choice.aside.empty()) {
                FontScope font(theme.small);
                aside = ImGui::CalcTextSize(choice.aside.c_str()).x + theme.unit * 3;
                draw_text(*ImGui::GetWindowDrawList(),
                          ImVec2(line.x + room - aside + theme.unit * 2, y), theme.muted,
                          choice.aside);
            }
            draw_text(*ImGui::GetWindowDrawList(), ImVec2(line.x + theme.unit, y),
                      choice.available ? theme.text : theme.muted, choice.label,
                      room - aside - theme.unit);
            if (hovered && !(choice.help.sentence.empty() && choice.help.note.empty()))
                help_tooltip(theme, choice.help);
            ImGui::PopID();
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
    ImGui::PopID();
    return chosen;
}

}  // namespace latent::app
