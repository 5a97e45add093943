// A hairline between two panels that can be dragged; it lights up under the mouse. Thread: UI.
#pragma once

#include <imgui.h>

#include "widgets/theme.h"

namespace latent::app {

enum class SplitterLine { vertical, horizontal };

// A line of `length` pixels from `at`. Changes `share` of `whole` pixels as the mouse moves it,
// within [low, high]. `sign` is +1 where moving right or down makes the share larger and -1 where
// smaller. A double-click sets `usual`. True while it changes the share.
bool splitter(const Theme& theme, const char* id, SplitterLine line, ImVec2 at, float length,
              float whole, float sign, float low, float high, float usual, float& share);

}  // namespace latent::app
