// A list to choose from: the current choice with a small arrow, the others in a popup, each with
// what it means. Thread: UI.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "widgets/text.h"
#include "widgets/theme.h"

namespace latent::app {

struct Choice {
    std::string id, label;
    bool available = true;   // greyed otherwise; `help` then says how to get it
    Help help;               // shown beside the list
    std::string aside = {};  // small and right-aligned in its line
};

// The line of a picker alone: the current choice and its arrow over a hairline. True when it was
// clicked. `width` 0: all there is.
bool picker_line(const Theme& theme, std::string_view current_label, float width, bool open);

// Takes `width` pixels of the layout (0: all there is). The choice that was clicked, even if it is
// the current one.
std::optional<std::string> picker(const Theme& theme, const char* id,
                                  std::string_view current_label, const std::string& current_id,
                                  const std::vector<Choice>& choices, float width = 0);

}  // namespace latent::app
