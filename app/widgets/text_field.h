// A line of text to be typed, over a hairline, in the current font. Thread: UI.
#pragma once

#include <string>

#include "widgets/theme.h"

namespace latent::app {

struct FieldNews {
    bool changed = false;  // the text is another one
    bool entered = false;  // Enter
    bool left = false;     // another item or nothing has the keyboard now
    bool escaped = false;  // left by Escape; the text is what it was before
};

// Six grid units high. `focus`: takes the keyboard in this frame, all of the text selected.
FieldNews text_field(const Theme& theme, const char* id, std::string& text, const char* hint,
                     float width, bool focus = false);

}  // namespace latent::app
