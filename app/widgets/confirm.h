// "Delete it?" in a popup: a question, what follows, and two buttons. Thread: UI.
#pragma once

#include <string_view>

#include "widgets/in_place.h"
#include "widgets/theme.h"

namespace latent::app {

struct Confirmation {
    Words question;
    std::string_view consequence;
    Words yes;  // labels of the buttons
    const char* no;
};

// Opened with ImGui::OpenPopup(id); a click beside it means no, Enter yes. True when it was confirmed.
bool confirm(const Theme& theme, const char* id, const Confirmation& asked);

}  // namespace latent::app
