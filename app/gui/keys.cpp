#include "gui/keys.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <imgui.h>
#include <imgui_internal.h>

#include <optional>

#include "state/columns.h"
#include "state/pin.h"

namespace latent::app {
namespace {

bool trainable(const Snapshot& snapshot, const UiState& ui) {
    return ui.shown != RunId::none && snapshot.state != RunState::failed;
}

// Closes what is open, the topmost first. (A popup open for the reset question goes with its flag.)
void let_go(UiState& ui) {
    const bool drawing = ImGui::GetCurrentContext() != nullptr;  // without one there is no popup
    if (drawing && !ui.confirm_reset && ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup))
        ImGui::ClosePopupToLevel(0, true);
    else if (ui.show_keys)
        ui.show_keys = false;
    else if (ui.confirm_reset)
        ui.confirm_reset = false;
    else if (ui.selection.count > 0)
        clear(ui.selection);
    else if (ui.pinned >= 0 || ui.second_pin >= 0)
        unpin(ui);
    else
        ui.notice_until = 0;
}

void press_with_control(const KeyPress& key, Requests& requests, UiState& ui) {
    const bool drawing = ImGui::GetCurrentContext() != nullptr;  // without one nothing is seen
    if (key.name == "s" && drawing)
        requests.save_picture(ImVec2(0, 0), ImGui::GetIO().DisplaySize, "window");
    if (key.name == "o") ui.show_kept = true;
    if (key.key == GLFW_KEY_F3) ui.save_figures = true;
}

// What a key means to the list of runs, while that has the focus.
std::optional<RunKey> key_of_list(const KeyPress& key) {
    switch (key.key) {
        case GLFW_KEY_UP:
            return RunKey::up;
        case GLFW_KEY_DOWN:
            return RunKey::down;
        case GLFW_KEY_ENTER:
        case GLFW_KEY_KP_ENTER:
            return RunKey::show;
        case GLFW_KEY_F2:
            return RunKey::rename;
        case GLFW_KEY_DELETE:
            return RunKey::remove;
        case GLFW_KEY_SPACE:
            return RunKey::toggle;
        default:
            return std::nullopt;
    }
}

bool list_of_runs_listens(const UiState& ui) {
    return ImGui::GetCurrentContext() && !ui.confirm_reset &&
           ui.run_list.focus_frame >= ImGui::GetFrameCount() - 1;
}

void press(const KeyPress& key, const Snapshot& snapshot, Requests& requests, UiState& ui) {
    if (const auto wanted = key_of_list(key); wanted && list_of_runs_listens(ui)) {
        ui.run_list.keys.push_back(*wanted);
        return;
    }
    if (key.key == GLFW_KEY_ESCAPE) return let_go(ui);
    if (key.key == GLFW_KEY_F1) ui.show_keys = !ui.show_keys;
    if (key.key == GLFW_KEY_F3) ui.show_figures = !ui.show_figures;
    if (key.key == GLFW_KEY_TAB) ui.side_panels = !ui.side_panels;
    // By their place on the keyboard: where digits are typed with Shift, they serve all the same.
    if (const int place = key.key - GLFW_KEY_1;
        place >= 0 && std::size_t(place) < ui.workspaces.size())
        ui.workspace = ui.workspaces[std::size_t(place)].id;
    if (!trainable(snapshot, ui)) return;
    if (ui.confirm_reset && (key.key == GLFW_KEY_ENTER || key.key == GLFW_KEY_KP_ENTER)) {
        requests.send(Reset{});
        ui.confirm_reset = false;
    }
    if (key.key == GLFW_KEY_SPACE) {
        if (snapshot.state == RunState::running)
            requests.send(Pause{});
        else
            requests.send(Train{});
    }
    if (key.name == ".") {
        if (key.shift)
            requests.send(TrainEpoch{});
        else
            requests.send(TrainSteps{1});
    }
    if (key.name == "r") ui.confirm_reset = true;
}

}  // namespace

void act_on_keys(const WindowEvents& events, const Snapshot& snapshot, Requests& requests,
                 UiState& ui) {
    for (const KeyPress& key : events.keys)
        if (key.control && !key.alt && !key.shift)
            press_with_control(key, requests, ui);
        else if (!key.control && !key.alt)
            press(key, snapshot, requests, ui);
    for (unsigned character : events.characters)
        if (snapshot.cloud && (character == '[' || character == ']')) {
            const int by = character == ']' ? +1 : -1;
            if (ui.workspace == "compare")
                ui.comparison.sample =
                    held_out_neighbour(*snapshot.cloud, ui.comparison.sample, by);
            else
                pin_neighbour(ui, *snapshot.cloud, by);
        }
}

}  // namespace latent::app
