// The caption line at the top of a panel: its title on the left, small controls and stamps on the
// right.
//
// The workspace draws the title; a panel puts what it has to say beside it through CaptionLine.
// Thread: UI.
#pragma once

#include <imgui.h>

#include <string_view>

#include "widgets/in_place.h"
#include "widgets/theme.h"

namespace latent::app {

// Height of the line, and the space round a panel's content.
float caption_height(const Theme& theme);
ImVec2 panel_padding(const Theme& theme);

// Draws the title and moves the cursor below the line.
void draw_caption(const Theme& theme, const char* title);

// The same where several panels share the place: their titles side by side, the chosen one
// underlined. The index of the one that was clicked, or -1.
using Titles = Few<std::string_view, 8>;
int draw_captions(const Theme& theme, const Titles& titles, int chosen);

// Fills the caption line from its right end, without moving the layout cursor:
//
//   CaptionLine line(theme);
//   if (line.toggle("log", ui.log_curves, "Logarithmic scale")) ...
//   line.text(theme.muted, "step 12,340");
class CaptionLine {
 public:
    explicit CaptionLine(const Theme& theme);
    // A line of its own further down, at screen height `top`.
    CaptionLine(const Theme& theme, float top);
    ~CaptionLine();
    CaptionLine(const CaptionLine&) = delete;
    CaptionLine& operator=(const CaptionLine&) = delete;

    // A word that is underlined while it is on. True when it was clicked; `on` has changed then.
    bool toggle(const char* label, bool& on, const char* tooltip);
    // A word that can be clicked.
    bool button(const char* label, const char* tooltip);
    // A stamp, with digits of fixed width.
    void text(ImU32 colour, std::string_view text);

 private:
    ImVec2 place(float width);

    const Theme& theme_;
    ImVec2 cursor_;    // of the layout, to come back to
    float right_ = 0;  // screen x up to which the line is free
    float top_ = 0;
    FontScope font_;
};

}  // namespace latent::app
