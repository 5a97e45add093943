// Words that can be clicked, one after another in a line from the left: a tool row. Takes one line
// of the layout.
//
//   WordRow row(theme);
//   if (row.word("lasso", tool == MapTool::lasso, "Draw round the codes to select")) ...
//   row.gap();
//   row.text(theme.muted, "132 selected");
//
// Thread: UI.
#pragma once

#include <imgui.h>

#include <string_view>

#include "widgets/theme.h"

namespace latent::app {

float word_row_height(const Theme& theme);

class WordRow {
 public:
    explicit WordRow(const Theme& theme);
    ~WordRow();
    WordRow(const WordRow&) = delete;
    WordRow& operator=(const WordRow&) = delete;

    // Underlined while it is on; what stands behind ## tells words apart and is not shown. True when
    // it was clicked.
    bool word(const char* label, bool on, const char* tooltip);
    void text(ImU32 colour, std::string_view text);
    // A hairline between groups of words.
    void gap();
    // The last word as the button that a popup hangs from: at its lower left corner.
    ImVec2 below() const { return below_; }
    // Pixels left in the line.
    float room() const { return right_ - x_; }

 private:
    const Theme& theme_;
    ImVec2 at_, below_;
    float x_ = 0, right_ = 0;
    FontScope font_;
};

}  // namespace latent::app
