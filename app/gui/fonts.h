// The window's three fonts: Inter, or DejaVu Sans, or Dear ImGui's own, whichever is installed.
// Thread: UI.
#pragma once

#include <imgui.h>

#include <string>

namespace latent::app {

struct Fonts {
    ImFont* small = nullptr;  // 13 units of the design at scale 1
    ImFont* body = nullptr;   // 15
    ImFont* large = nullptr;  // 20
    std::string file;         // "" for the built-in one
};

// Empties the atlas and puts the three sizes in, rasterised for `scale` device pixels a logical
// pixel. Characters that the font lacks (arrows, Greek, mathematics) come from DejaVu Sans where
// that is installed.
Fonts load_fonts(ImFontAtlas& atlas, float scale);

}  // namespace latent::app
