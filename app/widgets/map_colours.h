// What the colour of a point on the latent map says: its class, a known factor, its reconstruction
// error, its split. Thread: UI.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "latent/snapshot.h"
#include "widgets/theme.h"

namespace latent::app {

// One choice of the colour picker.
struct ColourMode {
    std::string id;     // "class", "error", "split" or a factor's name
    std::string label;  // as printed
};

// Those that this cloud can answer, the usual one first. `data` may be null.
std::vector<ColourMode> colour_modes(const CodeCloud& cloud, const DatasetInfo* data);

// The points' colours and what the legend says about them.
struct MapColours {
    std::string mode;
    std::vector<std::uint32_t> points;  // [n], alpha 0: hidden
    std::vector<std::uint8_t> visible;  // [n]

    // A legend of names (classes, splits, factors of up to ten values) ...
    struct Entry {
        int value = 0;
        std::string name;
        ImU32 colour = 0;
        int count = 0;
    };
    std::vector<Entry> entries;
    // ... or of a range, when `entries` is empty.
    double low = 0, high = 1;
    std::string quantity;
};

// `mode` as in ColourMode::id; unknown or "" takes the first. Values in `hidden` are not drawn;
// when `emphasised` is a value of the legend (else -1), all others fade into the ground.
MapColours map_colours(const CodeCloud& cloud, const DatasetInfo* data, const Theme& theme,
                       const std::string& mode, const std::set<int>& hidden, int emphasised);

}  // namespace latent::app
