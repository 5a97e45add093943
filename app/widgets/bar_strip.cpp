#include "widgets/bar_strip.h"

#include <algorithm>
#include <cmath>

#include "widgets/format.h"
#include "widgets/text.h"
#include "widgets/value_axis.h"

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
    const ValueAxis values{0, highest};
    const Ticks ticks = values.ticks(base - top);
    float margin = tabular_width("0.00");
    for (double value : ticks.values)
        margin = std::max(margin, tabular_width(tick_text(value, ticks.step)));
    const float left = at.x + margin + theme.unit * 2, right = at.x + size.x - theme.unit;
    if (bars.empty() || right <= left || base <= top) return -1;

    ImDrawList& draw = *ImGui::GetWindowDrawList();
    values.draw(draw, theme, ImVec2(left, top), ImVec2(right, base));

    const float pitch = std::min((right - left) / float(bars.size()), theme.unit * 16);
    const float gap = pitch >= theme.unit * 2 ? std::max(theme.scale, pitch * 0.25f) : 0;
    // Measuring thousands would be dear: the longest by its letters will do.
    const auto longest = std::max_element(bars.begin(), bars.end(), [](const Bar& a, const Bar& b) {
        return a.label.size() < b.label.size();
    });
    const float widest = ImGui::CalcTextSize(longest->label.c_str()).x;
    const int stride = std::max(1, int(std::ceil((widest + theme.unit * 1.5f) / pitch)));

    int under = -1;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const bool hovered = ImGui::IsItemHovered();
    const int count = int(bars.size());
    for (int i = 0; i < count;) {
        // Those on the same pixel as the first; the largest speaks for them.
        const float x = left + pitch * float(i), end = std::max(x + pitch, std::floor(x) + 1);
        int next = i, largest = i;
        do {
            if (bars[std::size_t(next)].value > bars[std::size_t(largest)].value) largest = next;
        } while (++next < count && left + pitch * float(next) < end - 0.01f);
        const Bar& bar = bars[std::size_t(largest)];
        if (hovered && mouse.x >= x && mouse.x < left + pitch * float(next)) under = largest;
        const float height = std::max(theme.scale, bar.value / highest * (base - top));
        const ImU32 colour = bar.dimmed         ? theme.muted
                             : under == largest ? theme.text
                                                : theme.accent;
        draw.AddRectFilled(ImVec2(x + gap / 2, base - height),
                           ImVec2(std::max(x + gap / 2 + 1, end - gap / 2), base), colour);
        i = next;
    }
    for (int i = 0; i < count; i += stride) {
        const std::string& label = bars[std::size_t(i)].label;
        const float width = ImGui::CalcTextSize(label.c_str()).x;
        const float x = std::max(left + pitch * (float(i) + 0.5f) - width / 2, left);
        if (x + width <= right + theme.unit)
            draw.AddText(ImVec2(std::floor(x), base + theme.unit), theme.muted, label.c_str());
    }
    return under;
}

}  // namespace latent::app
