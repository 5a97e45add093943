// A heading whose contents can be folded away, with a word on the right that says what is in it.
//
//   > OPTIMISER                          Adam
//
// Thread: UI.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "widgets/theme.h"

namespace latent::app {

struct FoldTitle {
    const std::string& id;
    std::string_view title;
    std::string_view aside;  // what it comes to, right-aligned
    bool waiting = false;    // something in it waits for the next run: marked
};

// Takes one line of the layout; a click opens or closes it. True while it is open (its id is in
// `open`).
bool fold(const Theme& theme, const FoldTitle& title, std::set<std::string>& open);

}  // namespace latent::app
