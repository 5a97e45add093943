// Words and numbers on screen: tabular digits, ellipses, captions, empty states.
//
// Inter's digits differ in width and Dear ImGui cannot ask a font for its tabular ones, so a live
// number would jitter. The functions called tabular give every digit the width of the widest.
// Thread: UI.
#pragma once

#include <imgui.h>

#include <string>
#include <string_view>
#include <type_traits>

#include "widgets/in_place.h"
#include "widgets/theme.h"

namespace latent::app {

// Width of `text` in the current font when every digit is as wide as the widest.
float tabular_width(std::string_view text);

// Draws it so. `at` is its top left, or its top right for the second form.
void draw_tabular(ImDrawList& draw, ImVec2 at, ImU32 colour, std::string_view text);
void draw_tabular_right(ImDrawList& draw, ImVec2 at, ImU32 colour, std::string_view text);

// The text, or as much of it as fits `width` pixels with "..." behind.
Words fitted(std::string_view text, float width);

// The text in lines no wider than that, broken between words; the last of `most` lines ends in "..."
// where there is more.
using TextLines = Few<Words, 8>;
TextLines wrapped(std::string_view text, float width, int most);

// Draws `fitted` text at a place of its own; the layout cursor stays where it is.
void draw_text(ImDrawList& draw, ImVec2 at, ImU32 colour, std::string_view text,
               float width = 1e9f);

// Its width and height in the current font.
ImVec2 text_size(std::string_view text);

// A muted small heading, which takes a line of the layout; `aside` is right-aligned in it.
void heading(const Theme& theme, std::string_view text, std::string_view aside = {});

// A calm sentence in the middle of what is left of the window, in place of an empty grey area.
void empty_state(const Theme& theme, std::string_view sentence);

// Wrapped text in a colour, as a part of the layout.
void paragraph(ImU32 colour, std::string_view text);

// What a number, term or parameter means, for whoever asks: a sentence, the formula, the source.
struct Help {
    std::string title, sentence, formula, source;  // the formula in ASCII; it is typeset
    std::string note;  // set apart, e.g. "Acts live." Any of them may be empty.
};

// The tooltip itself, to be called while something is hovered.
void help_tooltip(const Theme& theme, const Help& help);

// A small "?" in the line. True while it is hovered.
bool help_mark(const Theme& theme, const char* id);

// The same, which then shows the tooltip: what `about` returns is only put together when somebody
// asks.
template <class About>
void help_mark(const Theme& theme, const char* id, const About& about) {
    if (!help_mark(theme, id)) return;
    if constexpr (std::is_invocable_v<const About&>)
        help_tooltip(theme, about());
    else
        help_tooltip(theme, about);
}

}  // namespace latent::app
