#include "widgets/export_menu.h"

#include <algorithm>

#include "widgets/text.h"

namespace latent::app {

std::optional<std::string> export_menu(const Theme& theme, CaptionLine& line,
                                       std::initializer_list<ExportChoice> choices) {
    std::optional<std::string> chosen;
    if (line.button("export", "Saves what is shown here as a file")) ImGui::OpenPopup("exports");
    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    // Under the word, from its right end to the left: the word stands at the right of the panel.
    ImGui::SetNextWindowPos(ImVec2(high.x, high.y), ImGuiCond_Always,
                            low.x > ImGui::GetIO().DisplaySize.x / 4 ? ImVec2(1, 0) : ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.unit * 2, theme.unit * 2));
    if (ImGui::BeginPopup("exports")) {
        ImGui::PushFont(theme.body ? theme.body : ImGui::GetFont());
        float width = theme.unit * 30;
        for (const ExportChoice& choice : choices)
            width = std::max(width, text_size(choice.label).x + theme.unit * 4);
        for (const ExportChoice& choice : choices) {
            ImGui::PushID(choice.id.data(), choice.id.data() + choice.id.size());
            const ImVec2 at = ImGui::GetCursorScreenPos();
            const bool open = choice.why_not.empty();
            if (ImGui::Selectable("##choice", false, open ? 0 : ImGuiSelectableFlags_Disabled,
                                  ImVec2(width, theme.unit * 6)))
                chosen = std::string(choice.id);
            if (!open && ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled))
                help_tooltip(theme, {"", std::string(choice.why_not), "", "", ""});
            draw_text(
                *ImGui::GetWindowDrawList(),
                ImVec2(at.x + theme.unit, at.y + (theme.unit * 6 - ImGui::GetTextLineHeight()) / 2),
                open ? theme.text : theme.muted, choice.label);
            ImGui::PopID();
        }
        ImGui::PopFont();  // the popup wants its fonts back before it ends
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
    return chosen;
}

}  // namespace latent::app
