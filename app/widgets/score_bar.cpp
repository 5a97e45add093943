#include "widgets/score_bar.h"

#include <algorithm>
#include <cmath>

#include "widgets/format.h"

namespace latent::app {

double place_of(const Figure& figure, double value) {
    const double chance = std::isfinite(figure.chance) ? figure.chance : 0;
    if (!std::isfinite(figure.ceiling) || !(figure.ceiling > chance)) return kUnknown;
    return (value - chance) / (figure.ceiling - chance);
}

BarScale bar_scale(const Figure& figure) {
    BarScale scale;
    scale.known = std::isfinite(figure.ceiling);
    if (std::isfinite(figure.chance)) scale.low = std::min(0.0, figure.chance);
    if (std::isfinite(figure.ceiling)) scale.high = std::max(figure.ceiling, scale.low + 1e-6);
    // A net may beat the ceiling by luck: the bar still holds the value.
    if (scale.known && std::isfinite(figure.value))
        scale.high = std::max(scale.high, figure.value),
        scale.low = std::min(scale.low, figure.value);
    return scale;
}

void draw_score_bar(const Theme& theme, ImDrawList& draw, ImVec2 min, ImVec2 max,
                    const Figure& figure, ImU32 colour) {
    const BarScale scale = bar_scale(figure);
    if (!scale.known || max.x - min.x < theme.unit * 2) return;
    const float thick = std::max(1.0f, theme.scale);
    const float middle = std::round((min.y + max.y) / 2), half = std::round(theme.unit * 0.75f);
    const auto x_of = [&](double value) {
        const double share = (value - scale.low) / (scale.high - scale.low);
        return std::round(min.x + float(std::clamp(share, 0.0, 1.0)) * (max.x - min.x));
    };
    const auto mark = [&](double value, ImU32 ink) {
        if (!std::isfinite(value)) return;
        const float x = std::min(x_of(value), max.x - thick);
        draw.AddRectFilled(ImVec2(x, min.y), ImVec2(x + thick, max.y), ink);
    };
    const double chance = std::isfinite(figure.chance) ? figure.chance : scale.low;
    draw.AddRectFilled(ImVec2(min.x, middle - half), ImVec2(max.x, middle + half), theme.hairline);
    if (std::isfinite(figure.value)) {
        const float a = x_of(chance), b = x_of(figure.value);
        // Worse than noise is drawn backwards, in the colour of a warning.
        draw.AddRectFilled(ImVec2(std::min(a, b), middle - half),
                           ImVec2(std::max(std::max(a, b), std::min(a, b) + thick), middle + half),
                           figure.value >= chance ? colour : theme.warn);
    }
    mark(figure.chance, theme.muted);
    mark(figure.ceiling, theme.muted);
    if (std::isfinite(figure.value))
        draw.AddCircleFilled(ImVec2(x_of(figure.value), middle), theme.unit,
                             figure.value >= chance ? colour : theme.warn);
}

std::string score_text(double value) { return std::isfinite(value) ? fixed(value, 2) : ""; }

}  // namespace latent::app
