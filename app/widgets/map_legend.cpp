#include "widgets/map_legend.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "widgets/format.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

float line_height(const Theme& theme) {
    FontScope font(theme.small);
    return ImGui::GetFontSize() + theme.unit;
}

// Where each name stands, in lines of `width` pixels: columns of equal width look calmer than
// ragged text.
struct Places {
    float column = 0;
    int columns = 1, rows = 0;
};

Places places_of(const Theme& theme, const MapColours& colours, float width) {
    FontScope font(theme.small);
    Places places;
    float widest = 0;
    for (const auto& entry : colours.entries)
        widest = std::max(widest, ImGui::CalcTextSize(entry.name.c_str()).x);
    const auto count = int(colours.entries.size());
    const float needed = widest + theme.unit * 7;
    const int fitting = std::clamp(int(width / std::max(1.0f, needed)), 1, std::max(1, count));
    places.rows = (count + fitting - 1) / fitting;
    places.columns = places.rows > 0 ? (count + places.rows - 1) / places.rows : 1;
    places.column = std::min(width / float(places.columns), needed + theme.unit * 4);
    return places;
}

void toggle(const MapColours& colours, int value, std::set<int>& hidden) {
    if (hidden.count(value))
        hidden.erase(value);
    else
        hidden.insert(value);
    if (hidden.size() >= colours.entries.size()) hidden.clear();  // an empty map helps nobody
}

void show_alone(const MapColours& colours, int value, std::set<int>& hidden) {
    const bool alone = hidden.size() + 1 == colours.entries.size() && !hidden.count(value);
    hidden.clear();
    if (alone) return;
    for (const auto& entry : colours.entries)
        if (entry.value != value) hidden.insert(entry.value);
}

void draw_range(const Theme& theme, const MapColours& colours, float width) {
    FontScope font(theme.small);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const std::string low = significant(colours.low, 2), high = significant(colours.high, 2);
    const float text = ImGui::GetFontSize(), bar = std::min(width * 0.4f, theme.unit * 40);
    float x = at.x;
    draw.AddText(ImVec2(x, at.y), theme.muted, colours.quantity.c_str());
    x += ImGui::CalcTextSize(colours.quantity.c_str()).x + theme.unit * 3;
    draw.AddText(ImVec2(x, at.y), theme.text, low.c_str());
    x += ImGui::CalcTextSize(low.c_str()).x + theme.unit * 2;
    constexpr int kParts = 32;
    for (int part = 0; part < kParts; ++part)
        draw.AddRectFilled(ImVec2(x + bar * float(part) / kParts, at.y + text * 0.2f),
                           ImVec2(x + bar * float(part + 1) / kParts, at.y + text * 0.9f),
                           theme.sequential((float(part) + 0.5f) / kParts));
    x += bar + theme.unit * 2;
    draw.AddText(ImVec2(x, at.y), theme.text, high.c_str());
    ImGui::Dummy(ImVec2(width, line_height(theme)));
}

}  // namespace

float map_legend_height(const Theme& theme, const MapColours& colours, float width) {
    if (colours.entries.empty()) return colours.quantity.empty() ? 0 : line_height(theme);
    return float(places_of(theme, colours, width).rows) * line_height(theme);
}

int map_legend(const Theme& theme, const MapColours& colours, float width, std::set<int>& hidden) {
    if (colours.entries.empty()) {
        if (!colours.quantity.empty()) draw_range(theme, colours, width);
        return -1;
    }
    const Places places = places_of(theme, colours, width);
    const float height = line_height(theme);
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    FontScope font(theme.small);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    int hovered = -1;
    for (std::size_t i = 0; i < colours.entries.size(); ++i) {
        const auto& entry = colours.entries[i];
        const int row = int(i) / places.columns, column = int(i) % places.columns;
        const ImVec2 at(std::floor(origin.x + float(column) * places.column),
                        origin.y + float(row) * height);
        ImGui::SetCursorScreenPos(at);
        ImGui::PushID(int(i));
        if (ImGui::InvisibleButton("class", ImVec2(places.column - theme.unit, height)))
            toggle(colours, entry.value, hidden);
        const bool over = ImGui::IsItemHovered();
        if (over && ImGui::IsMouseDoubleClicked(0)) show_alone(colours, entry.value, hidden);
        ImGui::PopID();
        if (over) {
            hovered = entry.value;
            // Above the legend, where it hides no other name.
            ImGui::SetNextWindowPos(ImVec2(at.x, origin.y - theme.unit), ImGuiCond_Always,
                                    ImVec2(0, 1));
            Help help;
            help.title = entry.name + ": " + counted(entry.count, "sample");
            help.sentence = "A click hides or shows them, a double-click shows them alone.";
            help_tooltip(theme, help);
        }
        const bool shown = !hidden.count(entry.value);
        const float dot = theme.unit * 0.9f;
        const ImVec2 centre(at.x + dot + theme.unit / 2, at.y + ImGui::GetFontSize() / 2 + 1);
        if (shown)
            draw.AddCircleFilled(centre, dot, entry.colour, 16);
        else
            draw.AddCircle(centre, dot - 0.5f, theme.muted, 16);
        draw_text(draw, ImVec2(at.x + theme.unit * 4, at.y),
                  shown ? (over ? theme.accent : theme.text) : theme.muted, entry.name,
                  places.column - theme.unit * 5);
    }
    ImGui::SetCursorScreenPos(origin);
    ImGui::Dummy(ImVec2(width, float(places.rows) * height));
    return hovered;
}

}  // namespace latent::app
