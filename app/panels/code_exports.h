// What a panel that shows codes saves: what is seen of them as a picture, the codes as a table with
// what is known of their samples or as an array. Thread: UI.
#pragma once

#include <string>
#include <vector>

#include "panels/panel.h"

namespace latent::app {

class CaptionLine;

struct ExportedCodes {
    std::string name;                           // of the files
    ImVec2 min{0, 0}, max{0, 0};                // of the picture, on the screen
    const std::vector<int>* samples = nullptr;  // of the probe, rising; null: all of them
};

// The word "export" in the caption line and the list it opens, for codes of the cloud shown.
void export_codes(PanelContext& context, CaptionLine& line, const ExportedCodes& what);

}  // namespace latent::app
