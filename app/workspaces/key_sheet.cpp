// F1: every key that does something, in one list.
#include <algorithm>

#include "widgets/text.h"
#include "workspaces/workspace.h"

namespace latent::app {
namespace {

const std::vector<KeyLine> kTraining{
    {"Space", "train or pause"},
    {".", "one step"},
    {"Shift .", "to the end of the epoch"},
    {"R", "reset (asks first)"},
    {"[  ]", "previous, next sample of the walk"},
    {"Left, Right", "look back: a frame, a width or a sample"},
    {"Home, End", "the first frame; now"},
};
const std::vector<KeyLine> kWindow{{"Tab", "hide or show the side panels"},
                                   {"Esc", "let go: the selection, then the pins"},
                                   {"Ctrl Z", "undo what you changed in the window"},
                                   {"Ctrl+Shift Z", "redo"},
                                   {"Ctrl O", "open a run that was kept"},
                                   {"Ctrl S", "save a picture of the window"},
                                   {"Ctrl V", "paste a picture onto the canvas"},
                                   {"F1", "this sheet"},
                                   {"F3", "how fast the window is (Ctrl F3 saves it)"},
                                   {"Up, Down", "in the list of runs: another one"},
                                   {"Enter, F2, Del", "there: show it, rename it, delete it"},
                                   {"", ""},
                                   {"Drag, wheel", "move and zoom the map"},
                                   {"Double-click", "fit the map"},
                                   {"Shift-drag", "lasso codes on the map"},
                                   {"Ctrl+Shift-drag", "select the codes in a box"},
                                   {"Click", "pin a code and decode it (A)"},
                                   {"Ctrl-click", "pin the other end of a path (B)"},
                                   {"Ctrl-click", "on a slider: type its value"},
                                   {"Right-click", "reset a slider"}};

}  // namespace

std::vector<KeyLine> key_lines(const UiState& ui) {
    const std::size_t last = std::min<std::size_t>(9, ui.workspaces.size());
    std::vector<KeyLine> lines = kTraining;
    if (last == 2) lines.push_back({"1, 2", "another workspace"});
    if (last > 2) lines.push_back({"1 to " + std::to_string(last), "another workspace"});
    lines.insert(lines.end(), kWindow.begin(), kWindow.end());
    return lines;
}

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
        for (const KeyLine& key : key_lines(context.ui)) {
            const float left = ImGui::GetCursorPosX();
            ImGui::PushStyleColor(ImGuiCol_Text, theme.accent);
            ImGui::TextUnformatted(key.keys.c_str());
            ImGui::PopStyleColor();
            ImGui::SameLine(left + theme.unit * 28);
            ImGui::TextUnformatted(key.meaning.c_str());
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
