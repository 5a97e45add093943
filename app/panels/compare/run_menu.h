// What can be done with one run, in a popup; a palette of its ten colours stands in it.
//
// Thread: UI.
#pragma once

#include <cstdint>
#include <optional>

#include "state/run_list.h"
#include "widgets/theme.h"

namespace latent::app {

enum class RunAct {
    show,
    toggle,  // pause or go on
    rename,
    note,
    colour,
    leave_out,
    duplicate,
    fork,  // with one thing changed, from `step` (-1: now)
    save,
    close,
    remove
};

struct MenuAnswer {
    RunAct act;
    int colour = -1;         // -1: by its place in the list
    std::int64_t step = -1;  // of a checkpoint
};

// Opened with ImGui::OpenPopup(id). What was chosen.
std::optional<MenuAnswer> run_menu(const Theme& theme, const char* id, const RunRow& row,
                                   bool left_out);

// The palette alone.
std::optional<MenuAnswer> colour_popup(const Theme& theme, const char* id, const RunRow& row);

}  // namespace latent::app
