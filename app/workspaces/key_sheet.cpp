// F1: every key that does something, in one list.
#include <algorithm>

#include "widgets/text.h"
#include "workspaces/workspace.h"

namespace latent::app {
namespace {

struct Key {
    const char* keys;
    const char* meaning;
};

const Key kKeys[] = {{"Space", "train or pause"},
                     {".", "one step"},
                     {"Shift .", "to the end of the epoch"},
                     {"R", "reset (asks first)"},
                     {"[  ]", "previous, next sample of the walk"},
                     {"Tab", "hide or show the side panels"},
                     {"Esc", "let go of the pin"},
                     {"F1", "this sheet"},
                     {"", ""},
                     {"Drag, wheel", "move and zoom the map"},
                     {"Double-click", "fit the map"},
                     {"Click", "pin a code and decode it"},
                     {"Ctrl-click", "type a slider's value"},
                     {"Right-click", "reset a slider"}};

}  // namespace

void draw_key_sheet(PanelContext& context) {
    if (!context.ui.show_keys) return;
    const Theme& theme = context.theme;
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos(ImVec2(screen.x / 2, screen.y / 2), ImGuiCond_Always,
                            ImVec2(0.5f, 0.5f));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.unit * 6, theme.unit * 5));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(theme.unit * 2, theme.unit * 1.5f));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, std::max(1.0f, theme.scale));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, theme.unit);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme.surface);
    const ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration |
                                   ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoMove |
                                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav;
    if (ImGui::Begin("keys", nullptr, flags)) {
        heading(theme, "KEYS");
        for (const Key& key : kKeys) {
            const float left = ImGui::GetCursorPosX();
            ImGui::PushStyleColor(ImGuiCol_Text, theme.accent);
            ImGui::TextUnformatted(key.keys);
            ImGui::PopStyleColor();
            ImGui::SameLine(left + theme.unit * 28);
            ImGui::TextUnformatted(key.meaning);
        }
        // A click anywhere puts it away; the one that opened it does not count.
        if (!ImGui::IsWindowAppearing() && ImGui::IsMouseClicked(ImGuiMouseButton_Left))
            context.ui.show_keys = false;
    }
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(4);
}

}  // namespace latent::app
