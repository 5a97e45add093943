// The keyboard of the window (the sheet that F1 shows is workspaces/key_sheet.cpp). Thread: UI.
#pragma once

#include <vector>

#include "gui/window.h"
#include "latent/snapshot.h"
#include "panels/panel.h"
#include "state/ui_state.h"

namespace latent::app {

// Does what the keys say to the run shown. `characters` are those typed: brackets are where the
// layout has them. Nothing happens to keys held with Control or Alt. Do not call it while a text is
// being typed.
void act_on_keys(const WindowEvents& events, const Snapshot& snapshot, Requests& requests,
                 UiState& ui);

}  // namespace latent::app
