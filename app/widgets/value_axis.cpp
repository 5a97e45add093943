#include "widgets/value_axis.h"

#include <algorithm>
#include <cmath>

#include "widgets/format.h"
#include "widgets/text.h"

namespace latent::app {

Ticks ValueAxis::ticks(float height) const {
    const int rows = std::max(2, int(height / (ImGui::GetTextLineHeight() * 2)));
    return logarithmic ? log_ticks(std::pow(10.0, low), std::pow(10.0, high), rows)
                       : linear_ticks(low, high, rows);
}

void ValueAxis::draw(ImDrawList& draw, const Theme& theme, ImVec2 top_left,
                     ImVec2 bottom_right) const {
    const float height = bottom_right.y - top_left.y, line = ImGui::GetTextLineHeight();
    const Ticks round = ticks(height);
    for (const double value : round.values) {
        const double place = ((logarithmic ? std::log10(value) : value) - low) / (high - low);
        const float y = std::round(bottom_right.y - float(place) * height);
        if (y < top_left.y - 1 || y > bottom_right.y + 1) continue;
        draw.AddLine(ImVec2(top_left.x, y), ImVec2(bottom_right.x, y), theme.hairline);
        draw_tabular_right(draw, ImVec2(top_left.x - theme.unit * 1.5f, y - line / 2), theme.muted,
                           tick_text(value, logarithmic && round.step == 1 ? value : round.step));
    }
}

}  // namespace latent::app
