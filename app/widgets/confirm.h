// "Delete it?" in a popup: a question, what follows, and two buttons. Thread: UI.
#pragma once

#include <string>

#include "widgets/theme.h"

namespace latent::app {

struct Confirmation {
    std::string question, consequence;
    std::string yes, no;  // labels of the buttons
};

// Opened with ImGui::OpenPopup(id); a click beside it means no, Enter yes. True when it was confirmed.
bool confirm(const Theme& theme, const char* id, const Confirmation& asked);

}  // namespace latent::app
