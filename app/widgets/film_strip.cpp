#include "widgets/film_strip.h"

#include <algorithm>
#include <cmath>

namespace latent::app {

Rect FilmStrip::picture(ImVec2 at, int i) const {
    const int columns_or_one = std::max(1, columns);
    const float x = std::floor(at.x + float(i % columns_or_one) * (cell_width + gap));
    const float y = std::floor(at.y + float(i / columns_or_one) * (cell_height + text + gap));
    return {ImVec2(x, y), ImVec2(x + cell_width, y + cell_height)};
}

int FilmStrip::frame_at(ImVec2 at, ImVec2 mouse, int count) const {
    for (int i = 0; i < count; ++i) {
        Rect rect = picture(at, i);
        rect.max = ImVec2(rect.max.x + gap, rect.max.y + text);
        if (rect.contains(mouse)) return i;
    }
    return -1;
}

FilmStrip film_strip(const Theme& theme, ImVec2 room, float aspect, int count, float text) {
    FilmStrip best;
    best.gap = theme.unit;
    best.text = text;
    if (!(aspect > 0)) aspect = 1;
    for (int columns = 1; columns <= count; ++columns) {
        const int rows = (count + columns - 1) / columns;
        const float across = (room.x + best.gap) / float(columns) - best.gap;
        const float down = (room.y + best.gap) / float(rows) - best.gap - text;
        const float width = std::floor(std::min(across, down * aspect));
        if (width <= best.cell_width) continue;
        best.columns = columns;
        best.rows = rows;
        best.cell_width = width;
        best.cell_height = std::floor(width / aspect);
    }
    return best;
}

int frames_in_a_row(const Theme& theme, ImVec2 room, float aspect, float text, float least,
                    int fewest, int most) {
    const float high = std::max(1.0f, room.y - text) * std::max(0.01f, aspect);
    const float width = std::min(least, high) + theme.unit;
    return std::clamp(int((room.x + theme.unit) / std::max(1.0f, width)), fewest, most);
}

void frame_tooltip(const Theme& theme, Textures& textures, SamplePainter& painter,
                   const Samples& samples, int i, const std::string& text, const char* hint) {
    const float aspect = std::max(0.1f, picture_aspect(samples));
    const float height = theme.unit * 28 / std::max(1.0f, aspect / 1.6f);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.unit * 3, theme.unit * 3));
    ImGui::BeginTooltip();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    painter.draw(theme, textures, *ImGui::GetWindowDrawList(),
                 {at, ImVec2(at.x + height * aspect, at.y + height)}, samples, i, theme.accent);
    ImGui::Dummy(ImVec2(height * aspect, height));
    ImGui::PushTextWrapPos(theme.unit * 60);
    ImGui::TextUnformatted(text.c_str());
    {
        FontScope font(theme.small);
        ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
        ImGui::TextUnformatted(hint);
        ImGui::PopStyleColor();
    }
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

}  // namespace latent::app
