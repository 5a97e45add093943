#include "widgets/bar_strip.h"

#include <algorithm>
#include <cmath>

#include "widgets/axis.h"
#include "widgets/format.h"
#include "widgets/text.h"

namespace latent::app {

int bar_strip(const Theme& theme, const char* id, ImVec2 size, const std::vector<Bar>& bars) {
    FontScope font(theme.small);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::InvisibleButton(id, ImVec2(std::max(1.0f, size.x), std::max(1.0f, size.y)));
    const float line = ImGui::GetTextLineHeight();
    const float top = at.y + theme.unit, base = std::round(at.y + size.y - line - theme.unit);
    float highest = 0;
    for (const Bar& bar : bars) highest = std::max(highest, bar.value);
    if (!(highest > 0)) highest = 1;
    const Ticks ticks = linear_ticks(0, highest, std::max(1, int((base - top) / (line * 2))));
    float margin = tabular_width("0.00");
    for (double value : ticks.values)
        margin = std::max(margin, tabular_width(tick_text(value, ticks.step)));
    const float left = at.x + margin + theme.unit * 2, right = at.x + size.x - theme.unit;
    if (bars.empty() || right <= left || base <= top) return -1;

    ImDrawList& draw = *ImGui::GetWindowDrawList();
    for (double value : ticks.values) {
        const float y = std::round(base - float(value / highest) * (base - top));
        draw.AddLine(ImVec2(left, y), ImVec2(right, y), theme.hairline);
        draw_tabular_right(draw, ImVec2(left - theme.unit * 2, y - line / 2), theme.muted,
                           tick_text(value, ticks.step));
    }

    const float pitch = std::min((right - left) / float(bars.size()), theme.unit * 16);
    const float gap = pitch >= theme.unit * 2 ? std::max(theme.scale, pitch * 0.25f) : 0;
    float widest = 0;
    for (const Bar& bar : bars) widest = std::max(widest, ImGui::CalcTextSize(bar.label.c_str()).x);
    const int stride = std::max(1, int(std::ceil((widest + theme.unit) / pitch)));

    int under = -1;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const bool hovered = ImGui::IsItemHovered();
    for (int i = 0; i < int(bars.size()); ++i) {
        const Bar& bar = bars[std::size_t(i)];
        const float x = left + pitch * float(i);
        if (hovered && mouse.x >= x && mouse.x < x + pitch) under = i;
        const float height = std::max(theme.scale, bar.value / highest * (base - top));
        const ImU32 colour = bar.dimmed ? theme.muted : i == under ? theme.text : theme.accent;
        draw.AddRectFilled(ImVec2(x + gap / 2, base - height),
                           ImVec2(std::max(x + gap / 2 + 1, x + pitch - gap / 2), base), colour);
        if (i % stride == 0)
            draw.AddText(
                ImVec2(std::floor(x + (pitch - ImGui::CalcTextSize(bar.label.c_str()).x) / 2),
                       base + theme.unit),
                theme.muted, bar.label.c_str());
    }
    return under;
}

}  // namespace latent::app
