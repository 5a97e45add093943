#include "widgets/histogram_slider.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "widgets/format.h"
#include "widgets/text.h"

namespace latent::app {

float histogram_slider_height(const Theme& theme) { return theme.unit * 7; }

float Track::value_at(float x, float low, float high) const {
    const float share = right > left ? (x - left) / (right - left) : 0;
    return low + std::min(1.0f, std::max(0.0f, share)) * (high - low);
}

float Track::x_of(float value, float low, float high) const {
    const float share = high > low ? (value - low) / (high - low) : 0.5f;
    return left + std::min(1.0f, std::max(0.0f, share)) * (right - left);
}

float histogram_slider_name_room(const Theme& theme, std::string_view longest_label) {
    return std::max(theme.unit * 9, tabular_width(longest_label) + theme.unit * 3);
}

Track histogram_slider_track(const Theme& theme, float left, float width, float name_room) {
    return {left + name_room, left + std::max(name_room + theme.unit, width - theme.unit * 14)};
}

SliderUse histogram_slider(const Theme& theme, const char* id, const HistogramSlider& slider,
                           float& value) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = std::max(theme.unit * 24, ImGui::GetContentRegionAvail().x);
    const float height = histogram_slider_height(theme);
    const float name_room =
        slider.name_room > 0 ? slider.name_room : histogram_slider_name_room(theme, slider.label);
    const Track track = histogram_slider_track(theme, at.x, width, name_room);

    // Ctrl-click types a value, in a field that takes the slider's place while it is the active
    // item. It has the slider's own id and covers it, as ImGui's temporary fields must.
    const ImGuiID item = ImGui::GetID(id);
    const auto type = [&] {
        const ImRect box(at, ImVec2(at.x + width, at.y + height));
        return SliderUse{ImGui::TempInputScalar(box, item, id, ImGuiDataType_Float, &value, "%.2f"),
                         false};
    };
    if (ImGui::TempInputIsActive(item)) return type();

    ImGui::InvisibleButton(id, ImVec2(width, height));
    if (!ImGui::IsItemVisible() && !ImGui::IsItemActive())
        return {};  // one of thousands, scrolled away
    const bool hovered = ImGui::IsItemHovered(), held = ImGui::IsItemActive();
    if (ImGui::IsItemActivated() && ImGui::GetIO().KeyCtrl) return type();
    SliderUse use;
    const auto set = [&](float wanted) {
        use.changed = wanted != value;
        value = wanted;
    };
    if (held && ImGui::IsMouseDown(ImGuiMouseButton_Left))
        set(track.value_at(ImGui::GetIO().MousePos.x, slider.low, slider.high));
    else if (hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Right))
        set(slider.reset_to);

    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 ink = slider.dimmed ? theme.muted : theme.text;
    const float text_y = at.y + (height - ImGui::GetTextLineHeight()) / 2;
    draw_tabular(draw, ImVec2(at.x, text_y), ink, slider.label);
    draw_tabular_right(draw, ImVec2(at.x + width, text_y), ink, fixed(value, 2));

    const float base = std::round(at.y + height - theme.unit * 1.5f);
    if (slider.bar >= 0) {
        const float room = name_room - theme.unit * 2;
        const float thick = std::max(2.0f, std::floor(2 * theme.scale));
        const float y = std::round(at.y + height - theme.unit);
        draw.AddRectFilled(ImVec2(at.x, y), ImVec2(at.x + room, y + thick), theme.hairline);
        draw.AddRectFilled(
            ImVec2(at.x, y),
            ImVec2(at.x + std::max(1.0f, room * std::min(1.0f, slider.bar)), y + thick),
            slider.dimmed ? theme.muted : theme.accent);
    }
    use.asked_about = hovered && !held && ImGui::GetIO().MousePos.x < track.left - theme.unit;
    if (slider.bins && !slider.bins->empty() && !slider.dimmed) {
        const float bin = (track.right - track.left) / float(slider.bins->size());
        const float tallest = height - theme.unit * 2.5f;
        for (std::size_t i = 0; i < slider.bins->size(); ++i) {
            const float share = std::min(1.0f, std::max(0.0f, (*slider.bins)[i]));
            const float x = track.left + bin * float(i);
            draw.AddRectFilled(ImVec2(std::floor(x), base - tallest * share),
                               ImVec2(std::floor(x + bin), base), theme.hairline);
        }
    }
    draw.AddLine(ImVec2(track.left, base), ImVec2(track.right, base),
                 slider.dimmed ? theme.hairline : theme.muted);
    if (slider.dimmed) {
        FontScope font(theme.small);
        draw_text(draw, ImVec2(track.left, at.y), theme.muted, slider.reason,
                  track.right - track.left);
    }
    const ImVec2 handle(std::round(track.x_of(value, slider.low, slider.high)), base);
    const float radius = theme.unit * (held ? 1.75f : slider.dimmed ? 1.25f : 1.5f);
    // Beyond the range of the data the handle stays at the end of the track, hollow.
    const bool outside = value < slider.low || value > slider.high;
    draw.AddCircleFilled(handle, radius + theme.scale, theme.background);
    if (outside)
        draw.AddCircle(handle, radius, theme.accent, 0, 1.5f * theme.scale);
    else
        draw.AddCircleFilled(handle, radius,
                             slider.dimmed     ? theme.muted
                             : hovered || held ? theme.accent
                                               : theme.text);
    return use;
}

}  // namespace latent::app
