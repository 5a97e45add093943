// Words and numbers on screen: tabular digits, ellipses, captions, empty states.
//
// Inter's digits differ in width and Dear ImGui cannot ask a font for its tabular ones, so a live
// number would jitter. The functions called tabular give every digit the width of the widest.
// Thread: UI.
#pragma once

#include <imgui.h>

#include <string>
#include <vector>

#include "widgets/theme.h"

namespace latent::app {

// Width of `text` in the current font when every digit is as wide as the widest.
float tabular_width(const std::string& text);

// Draws it so. `at` is its top left, or its top right for the second form.
void draw_tabular(ImDrawList& draw, ImVec2 at, ImU32 colour, const std::string& text);
void draw_tabular_right(ImDrawList& draw, ImVec2 at, ImU32 colour, const std::string& text);

// The text, or as much of it as fits `width` pixels with "..." behind.
std::string fitted(const std::string& text, float width);

// The text in lines no wider than that, broken between words; the last of `most` lines ends in "..."
// where there is more.
std::vector<std::string> wrapped(const std::string& text, float width, int most);

// Draws `fitted` text at a place of its own; the layout cursor stays where it is.
void draw_text(ImDrawList& draw, ImVec2 at, ImU32 colour, const std::string& text,
               float width = 1e9f);

// A muted small heading, which takes a line of the layout; `aside` is right-aligned in it.
void heading(const Theme& theme, const std::string& text, const std::string& aside = "");

// A calm sentence in the middle of what is left of the window, in place of an empty grey area.
void empty_state(const Theme& theme, const std::string& sentence);

// Wrapped text in a colour, as a part of the layout.
void paragraph(ImU32 colour, const std::string& text);

// What a number, term or parameter means, for whoever asks: a sentence, the formula, the source.
struct Help {
    std::string title, sentence, formula, source;  // the formula in ASCII; it is typeset
    std::string note;  // set apart, e.g. "Acts live." Any of them may be empty.
};

// The tooltip itself, to be called while something is hovered.
void help_tooltip(const Theme& theme, const Help& help);

// A small "?" in the line, which shows the tooltip while it is hovered.
void help_mark(const Theme& theme, const char* id, const Help& help);

}  // namespace latent::app
