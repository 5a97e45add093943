#include "widgets/splitter.h"

#include <algorithm>
#include <cmath>

namespace latent::app {

bool splitter(const Theme& theme, const char* id, SplitterLine line, ImVec2 at, float length,
              float whole, float sign, float low, float high, float usual, float& share) {
    const bool vertical = line == SplitterLine::vertical;
    const float reach = theme.unit;  // to each side of the hairline
    at = ImVec2(std::round(at.x), std::round(at.y));
    ImGui::SetCursorScreenPos(vertical ? ImVec2(at.x - reach, at.y) : ImVec2(at.x, at.y - reach));
    ImGui::InvisibleButton(id, vertical ? ImVec2(reach * 2, std::max(1.0f, length))
                                        : ImVec2(std::max(1.0f, length), reach * 2));
    const bool hovered = ImGui::IsItemHovered(), held = ImGui::IsItemActive();
    const float before = share;
    if (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        share = usual;
    } else if (held && whole > 0) {
        const float moved = vertical ? ImGui::GetIO().MouseDelta.x : ImGui::GetIO().MouseDelta.y;
        share = std::min(high, std::max(low, share + sign * moved / whole));
    }
    if (hovered || held)
        ImGui::SetMouseCursor(vertical ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    const float half = (hovered || held ? 1.5f : 0.5f) * theme.scale;
    const ImU32 colour = hovered || held ? theme.accent : theme.hairline;
    ImGui::GetWindowDrawList()->AddRectFilled(
        vertical ? ImVec2(at.x - half, at.y) : ImVec2(at.x, at.y - half),
        vertical ? ImVec2(at.x + half, at.y + length) : ImVec2(at.x + length, at.y + half), colour);
    return share != before;
}

}  // namespace latent::app
