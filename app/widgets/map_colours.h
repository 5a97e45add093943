// What the colour of a point on the latent map says: its class, a known factor, its reconstruction
// error, its split, its cluster, a number of its code. Thread: UI.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "latent/snapshot.h"
#include "state/selection.h"
#include "widgets/theme.h"

namespace latent::app {

// One choice of the colour picker.
struct ColourMode {
    std::string id;     // "class", "error", "split", "cluster" or a factor's name
    std::string label;  // as printed
};

// Those that this cloud can answer, the usual one first. `data` may be null. Beside them every
// number of the code is one (code_mode), and every principal direction (direction_mode).
std::vector<ColourMode> colour_modes(const CodeCloud& cloud, const DatasetInfo* data);
ColourMode code_mode(int dimension);
ColourMode direction_mode(int direction);

// What colours and visibility depend on beside the cloud; any of it may be missing.
struct ColourSources {
    const LatentStats* stats = nullptr;
    const std::vector<int>* clusters = nullptr;  // [n], -1: none
    const Selection* selection = nullptr;  // the others fade, or are hidden when it is isolated
};

// The points' colours and what the legend says about them.
struct MapColours {
    std::string mode;
    std::vector<std::uint32_t> points;  // [n], alpha 0: hidden
    std::vector<std::uint8_t> visible;  // [n]
    bool faint = false;                 // some points are faded, and lie under the others
    std::vector<int> values;            // [n] Entry::value of each, when `entries` is filled

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
                       const std::string& mode, const std::set<int>& hidden, int emphasised,
                       const ColourSources& sources = {});

// The colour of a value of a legend of names; beyond ten, the ten again and paler.
ImU32 named_colour(const Theme& theme, int value);

// Clusters found anew are numbered by size and would change their colours with every look. Numbers
// them so that as many samples as possible keep the number they had: the pair of an old and a new
// cluster that share the most samples first.
std::vector<int> renumbered(const std::vector<int>& before, std::vector<int> now);

}  // namespace latent::app
