// What a test wants to know of the window without reading pictures: where the panels stand and what
// the user has picked, as the rest of a line of the report (gui/report.h). Thread: UI.
#pragma once

#include <imgui.h>

#include <string>

#include "state/ui_state.h"
#include "workspaces/workspace.h"

namespace latent::app {

//   "looks","workspace":"explore","hovered":-1,"pinned":12,"second_pin":-1,"selected":0,
//   "groups":0,"shown":1,"runs":7,"training":7,"looked_at":7,"least_step":-1,"width":16,
//   "names":"Sweep 1: width/width 1|...","hidden_classes":0,"night":0,"kept_list":0,"marks":"drawn path","focused":-1,
//   "panels":{"latent_map":[260,44,620,560],...}      left, top, width, height in window pixels
//
// Of the runs: how many train, how many have been looked at after a step of training, the least step
// of all while none trains (-1 otherwise: it would be another line a frame).
std::string looks_of(const UiState& ui, const Workspace& workspace, const Theme& theme, ImVec2 size,
                     const Requests* requests = nullptr);

}  // namespace latent::app
