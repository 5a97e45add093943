#include "widgets/fold.h"

#include <algorithm>
#include <cmath>

#include "widgets/text.h"

namespace latent::app {

bool fold(const Theme& theme, const FoldTitle& title, std::set<std::string>& open) {
    FontScope font(theme.small);
    const float height = theme.unit * 6, width = ImGui::GetContentRegionAvail().x;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (ImGui::InvisibleButton(title.id.c_str(), ImVec2(std::max(1.0f, width), height))) {
        if (!open.erase(title.id)) open.insert(title.id);
    }
    const bool shown = open.count(title.id) != 0, hovered = ImGui::IsItemHovered();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 ink = hovered ? theme.accent : theme.muted;
    const float u = theme.unit, text_y = at.y + (height - ImGui::GetTextLineHeight()) / 2;
    const ImVec2 tip(at.x + u, std::round(at.y + height / 2));
    if (shown)
        draw.AddTriangleFilled(ImVec2(tip.x - u, tip.y - u * 0.6f),
                               ImVec2(tip.x + u, tip.y - u * 0.6f), ImVec2(tip.x, tip.y + u * 0.8f),
                               ink);
    else
        draw.AddTriangleFilled(ImVec2(tip.x - u * 0.6f, tip.y - u), ImVec2(tip.x + u * 0.8f, tip.y),
                               ImVec2(tip.x - u * 0.6f, tip.y + u), ink);
    const float left = at.x + u * 3.5f;
    const Words words = fitted(title.title, at.x + width - left);
    draw_text(draw, ImVec2(left, text_y), ink, words);
    float after = left + ImGui::CalcTextSize(words.c_str()).x + u * 2;
    if (title.waiting) {
        draw.AddCircleFilled(ImVec2(after, at.y + height / 2), u * 0.75f, theme.warn);
        after += u * 2;
    }
    const Words aside = fitted(title.aside, std::max(0.0f, at.x + width - after - u));
    draw_tabular_right(draw, ImVec2(at.x + width, text_y), shown ? theme.muted : theme.text, aside);
    return shown;
}

}  // namespace latent::app
