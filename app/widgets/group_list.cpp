#include "widgets/group_list.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "widgets/button.h"
#include "widgets/format.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

// One line: its name to be typed over, its size, the cross.
void group_line(const Theme& theme, Selection& selection, std::size_t i, int total,
                std::size_t& removed) {
    const Group& group = selection.groups[i];
    const float width = theme.unit * 60, line = theme.unit * 6;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    std::array<char, 64> name{};
    std::strncpy(name.data(), group.name.c_str(), name.size() - 1);
    ImGui::SetNextItemWidth(width * 0.5f);
    if (ImGui::InputText("##name", name.data(), name.size(),
                         ImGuiInputTextFlags_EnterReturnsTrue) ||
        ImGui::IsItemDeactivatedAfterEdit())
        rename_group(selection, i, name.data());
    if (ImGui::IsItemHovered()) help_tooltip(theme, {"", "Type another name.", "", "", ""});
    ImGui::SetCursorScreenPos(ImVec2(at.x + width * 0.53f, at.y));
    {
        FontScope font(theme.small);
        const std::string count = grouped(std::int64_t(group.samples.size()));
        if (ImGui::Selectable(("select " + count).c_str(), false,
                              ImGuiSelectableFlags_DontClosePopups,
                              ImVec2(width * 0.35f, line - theme.unit)))
            select(selection, total, group.samples);
    }
    ImGui::SetCursorScreenPos(ImVec2(at.x + width - line, at.y));
    if (icon_button(theme, "delete", Icon::close, "Delete the group; its samples stay"))
        removed = i;
    ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + line + theme.unit));
    ImGui::Dummy(ImVec2(width, 0));
}

}  // namespace

std::string group_word(const Selection& selection) {
    return "groups " + std::to_string(selection.groups.size()) + "###groups";
}

void group_popup(const Theme& theme, const char* id, ImVec2 at, Selection& selection, int total) {
    ImGui::SetNextWindowPos(at);
    if (!ImGui::BeginPopup(id)) return;
    std::size_t removed = selection.groups.size();
    if (selection.groups.empty())
        paragraph(theme.muted, "No groups yet: select samples and save them.");
    for (std::size_t i = 0; i < selection.groups.size(); ++i) {
        ImGui::PushID(int(i));
        group_line(theme, selection, i, total, removed);
        ImGui::PopID();
    }
    remove_group(selection, removed);
    ImGui::EndPopup();
}

}  // namespace latent::app
