// Flat buttons: an icon drawn with lines (no icon font to miss), or a word. Thread: UI.
#pragma once

#include "widgets/theme.h"

namespace latent::app {

enum class Icon {
    play,
    pause,
    step,
    epoch,
    reset,
    sun,
    moon,
    question,
    previous,
    next,
    shuffle,
    close
};

// A square of six grid units. `tooltip` may be null. True when it was clicked.
bool icon_button(const Theme& theme, const char* id, Icon icon, const char* tooltip,
                 bool enabled = true, bool accented = false);

// A word on a ground; filled with the accent when it is what the user most probably wants. `width`
// 0: as wide as the word needs.
bool text_button(const Theme& theme, const char* label, bool accented = false, float width = 0);

}  // namespace latent::app
