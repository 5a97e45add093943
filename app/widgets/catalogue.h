// A long list to choose from: the current choice with a small arrow; in a popup the others in their
// groups, narrowed by typing, and below them what the one under the mouse is.
//
//   Variational autoencoder            v
//   +------------------------------------------------+
//   | type to find                                    |
//   | VARIATIONAL                                     |
//   |   Variational autoencoder                       |
//   |   beta-VAE                     for images only  |
//   |-------------------------------------------------|
//   | Codes become distributions held near a ...      |
//   | Kingma & Welling 2014                           |
//   +------------------------------------------------+
//
// Thread: UI.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "widgets/theme.h"

namespace latent::app {

struct CatalogueEntry {
    std::string id, label;
    std::string group;      // a heading; entries of one group stand together
    std::string aside;      // small and right-aligned in its line
    std::string sentence;   // what it is
    std::string source;     // its paper, its licence: small
    std::string note;       // what choosing it does, or why it cannot be chosen
    bool available = true;  // greyed otherwise, and a click does nothing
};

// Those that hold every word of `text` somewhere in their id, label, group or source; capitals do
// not matter. Indices, in the order of the entries, groups kept together.
std::vector<int> found(const std::vector<CatalogueEntry>& entries, const std::string& text);

class Catalogue {
 public:
    // Takes `width` pixels of the layout (0: all there is). `entries` is only called while the list
    // is open. The id of what was chosen, even if it is the current one.
    std::optional<std::string> draw(const Theme& theme, const char* id,
                                    std::string_view current_label, const std::string& current_id,
                                    const std::function<std::vector<CatalogueEntry>()>& entries,
                                    float width = 0);

    // The same list in the middle of the window, under a heading, while `open` is set; it is taken
    // back when something was chosen or the user looks away.
    std::optional<std::string> sheet(const Theme& theme, const char* id, const std::string& title,
                                     bool& open,
                                     const std::function<std::vector<CatalogueEntry>()>& entries);

    // The entry under the mouse while the list is open, or "".
    const std::string& looked_at() const { return looked_at_; }

 private:
    std::optional<std::string> list(const Theme& theme, const std::string& current_id,
                                    const std::vector<CatalogueEntry>& entries);
    bool line(const Theme& theme, const CatalogueEntry& entry, bool current);

    std::string text_;       // typed
    std::string looked_at_;  // id
    bool sheet_open_ = false;
};

}  // namespace latent::app
