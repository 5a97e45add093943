// The saved groups of samples, in a popup: a click selects one, its name can be typed over, a cross
// deletes it. Thread: UI.
#pragma once

#include "state/selection.h"
#include "widgets/theme.h"

namespace latent::app {

// Opened with ImGui::OpenPopup(id) at `at`, for samples of `total`.
void group_popup(const Theme& theme, const char* id, ImVec2 at, Selection& selection, int total);

// The word that opens it: "groups 2".
std::string group_word(const Selection& selection);

}  // namespace latent::app
