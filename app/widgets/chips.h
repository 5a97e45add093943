// Values to pick from, as chips that go on and off, in as many lines as they need; a field for any
// other value may stand among them.
//
//   [1] [2] [4] [8] (16) (32)
//   (64) (128)  others: 3, 6_
//
// Thread: UI.
#pragma once

#include <imgui.h>

#include <string>

#include "widgets/theme.h"

namespace latent::app {

class ChipRow {
 public:
    // Takes the width that is there and, once it ends, the lines of the layout that it filled.
    explicit ChipRow(const Theme& theme);
    ~ChipRow();
    ChipRow(const ChipRow&) = delete;
    ChipRow& operator=(const ChipRow&) = delete;

    // Filled while it is on. What stands behind ## tells chips apart and is not shown. True when it
    // was clicked.
    bool chip(const char* label, bool on, const char* tooltip = nullptr);
    // A field for text, at least `least` pixels wide and as wide as the rest of its line. True in
    // the frame in which the text changed.
    bool field(const char* id, std::string& text, const char* hint, float least);

 private:
    void make_room(float width);

    const Theme& theme_;
    ImVec2 at_;
    float x_ = 0, y_ = 0, right_ = 0, line_ = 0;
    FontScope font_;
};

}  // namespace latent::app
