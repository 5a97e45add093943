// A run in words: its name in the pickers and the sentence in the status bar.
//
// What cannot be known is not said: a run without an end is in "Epoch 3", not in "Epoch 3 of 0".
// Thread: any.
#pragma once

#include <string>

#include "latent/snapshot.h"

namespace latent::app {

// "undercomplete k=2": the system by its short name, because the width must be seen, too.
std::string run_name(const Snapshot& snapshot);

// "training", "paused", "loading", ...
std::string state_word(const Snapshot& snapshot);

// "Epoch 3 of 20: 60,000 images in 469 batches of 128. Observing costs 3 % of the time."
std::string status_sentence(const Snapshot& snapshot);

// What stands in a panel that has nothing to show yet, or never will: "`what` here once the data is
// loaded."
std::string waiting_text(const Snapshot& snapshot, const std::string& what);

// The newest value of a series, or false when there is none yet.
bool newest_value(const TermHistory* history, const std::string& id, bool held_out, float& value);

}  // namespace latent::app
