// A run in words: its name in the pickers and the sentence in the status bar.
//
// What cannot be known is not said: a run without an end is in "Epoch 3", not in "Epoch 3 of 0".
// Thread: any.
#pragma once

#include <string>
#include <string_view>

#include "latent/snapshot.h"
#include "widgets/in_place.h"

namespace latent::app {

// "undercomplete k=2": the system by its short name, because the width must be seen, too.
std::string run_name(const Snapshot& snapshot);

// "training", "paused", "loading", ...
std::string state_word(const Snapshot& snapshot);

// "Epoch 3 of 20: 60,000 images in 469 batches of 128. Observing costs 3 % of the time."
Words status_sentence(const Snapshot& snapshot);

// What stands in a panel that has nothing to show yet, or never will: "`what` here once the data is
// loaded."
Words waiting_text(const Snapshot& snapshot, std::string_view what);

// How something made from the weights of one step stands to the net as it is now. While it trains,
// news of a step a little ahead of the snapshot is of now; what is far ahead was made before the net
// was reset.
enum class Standing { current, behind, of_before };
Standing standing(std::int64_t step, const Snapshot& now);

// "step 1,400"; "step 1,400; the net is at 2,000: run again"; "step 1,400 of before the reset; ..."
Words result_stamp(std::int64_t step, Standing standing, std::int64_t now);

// Of a text of several lines, problems one below the other say, the first.
std::string first_line(const std::string& text);

// The last part of a path.
std::string file_name(const std::string& path);

// The newest value of a series, or false when there is none yet.
bool newest_value(const TermHistory* history, std::string_view id, bool held_out, float& value);

}  // namespace latent::app
