// One line on stderr that follows a run:
//
//   [########............]  42 %  step 1,970 of 4,690  8,950 samples/s  0:21 left  loss 258.1
//
// It is rewritten in place, clipped to the terminal's width, and gone from the last line once
// finish() is called. Where stderr is no terminal nothing is written at all, so that logs stay
// clean.
#pragma once

#include <string>

#include "latent/snapshot.h"

namespace latent::headless {

class ProgressBar {
 public:
    ProgressBar();
    ~ProgressBar();  // finish()
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    void show(const Snapshot& snapshot);
    void show(double progress, const std::string& doing);  // of an analysis, progress in [0, 1]
    void finish();                                         // clears the line

 private:
    void put(std::string line);

    bool on_terminal_;
    bool visible_ = false;
    std::string shown_;
};

// The line's text, in at most `width` characters.
std::string progress_line(const Snapshot& snapshot, int width);
std::string progress_line(double progress, const std::string& doing, int width);

}  // namespace latent::headless
