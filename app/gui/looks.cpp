#include "gui/looks.h"

namespace latent::app {
namespace {

std::string entry(const char* name, long value) {
    return std::string(",\"") + name + "\":" + std::to_string(value);
}

}  // namespace

std::string looks_of(const UiState& ui, const Workspace& workspace, const Theme& theme,
                     ImVec2 size) {
    std::string text = "\"looks\",\"workspace\":\"" + workspace.id + "\"";
    text += entry("hovered", ui.map.under) + entry("pinned", ui.pinned) +
            entry("second_pin", ui.second_pin) + entry("selected", ui.selection.count) +
            entry("groups", long(ui.selection.groups.size()));
    std::string marks;
    int focused = -1;
    if (const auto view = ui.views.find(ui.shown); view != ui.views.end()) {
        focused = view->second.focused_dimension;
        for (const auto& mark : view->second.marks)
            marks += (marks.empty() ? "" : " ") + mark.first;
    }
    text += entry("focused", focused) + ",\"marks\":\"" + marks + "\",\"panels\":{";
    bool first = true;
    for (const Place& place : arrange(workspace, ui, theme, ImVec2(0, 0), size)) {
        text += (first ? "\"" : ",\"") + place.panel + "\":[" + std::to_string(int(place.at.x)) +
                "," + std::to_string(int(place.at.y)) + "," + std::to_string(int(place.size.x)) +
                "," + std::to_string(int(place.size.y)) + "]";
        first = false;
    }
    return text + "}";
}

}  // namespace latent::app
