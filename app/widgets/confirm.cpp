#include "widgets/confirm.h"

#include <imgui.h>

#include "widgets/button.h"
#include "widgets/text.h"

namespace latent::app {

bool confirm(const Theme& theme, const char* id, const Confirmation& asked) {
    bool confirmed = false;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.unit * 4, theme.unit * 3));
    if (ImGui::BeginPopup(id)) {
        ImGui::PushTextWrapPos(theme.unit * 80);
        ImGui::TextUnformatted(asked.question.c_str());
        if (!asked.consequence.empty()) {
            FontScope font(theme.small);
            ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
            ImGui::TextUnformatted(asked.consequence.data(),
                                   asked.consequence.data() + asked.consequence.size());
            ImGui::PopStyleColor();
        }
        ImGui::PopTextWrapPos();
        ImGui::Dummy(ImVec2(0, theme.unit));
        confirmed = text_button(theme, asked.yes.c_str(), true);
        // Enter says yes, but not the one that opened it.
        if (!ImGui::IsWindowAppearing() &&
            ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter), false))
            confirmed = true;
        ImGui::SameLine(0, theme.unit * 2);
        const bool kept = text_button(theme, asked.no);
        if (confirmed || kept) ImGui::CloseCurrentPopup();
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
    return confirmed;
}

}  // namespace latent::app
