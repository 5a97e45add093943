// A score between what noise and what a perfect code gets on the same samples. Thread: any (place),
// UI (drawing).
#pragma once

#include <imgui.h>

#include <string>

#include "latent/analysis.h"
#include "widgets/theme.h"

namespace latent::app {

// Where a value stands on its own scale: 0 at chance, 1 at the ceiling; beyond either where it is.
// NaN where the scale is not known.
double place_of(const Figure& figure, double value);
inline double place_of(const Figure& figure) { return place_of(figure, figure.value); }

// The scale of a score's bar: from the lower of 0 and chance to the ceiling. Without a ceiling there
// is no bar.
struct BarScale {
    double low = 0, high = 1;
    bool known = false;
};
BarScale bar_scale(const Figure& figure);

// The track, filled from chance to the value, with a mark where chance and the ceiling are.
void draw_score_bar(const Theme& theme, ImDrawList& draw, ImVec2 min, ImVec2 max,
                    const Figure& figure, ImU32 colour);

// Two decimals without the leading "-0.00"; what is no number is nothing.
std::string score_text(double value);

}  // namespace latent::app
