#include "gui/looks.h"

#include <algorithm>
#include <limits>

namespace latent::app {
namespace {

std::string entry(const char* name, long value) {
    return std::string(",\"") + name + "\":" + std::to_string(value);
}

std::string runs_text(const Requests* requests) {
    long count = 0, training = 0, looked_at = 0;
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    std::string names;
    static const std::vector<RunId> none;
    for (const RunId run : requests ? requests->runs() : none) {
        const auto snapshot = requests->snapshot_of(run);
        if (!snapshot) continue;
        ++count;
        training += snapshot->state == RunState::running;
        looked_at += snapshot->cloud && snapshot->cloud->step > 0;
        least = std::min(least, snapshot->progress.step);
        if (const RunAbout* about = snapshot->about.get())
            names += (names.empty() ? "" : "|") + about->group + "/" + about->name;
    }
    for (char& c : names)
        if (c == '"' || c == '\\') c = '\'';
    return entry("runs", count) + entry("training", training) + entry("looked_at", looked_at) +
           entry("least_step", count > 0 && training == 0 ? long(least) : -1) + ",\"names\":\"" +
           names + "\"";
}

}  // namespace

std::string looks_of(const UiState& ui, const Workspace& workspace, const Theme& theme, ImVec2 size,
                     const Requests* requests) {
    std::string text = "\"looks\",\"workspace\":\"" + workspace.id + "\"";
    text += entry("hovered", ui.map.under) + entry("pinned", ui.pinned) +
            entry("second_pin", ui.second_pin) + entry("selected", ui.selection.count) +
            entry("groups", long(ui.selection.groups.size()));
    text += entry("shown", long(ui.shown)) + runs_text(requests) +
            entry("width", long(ui.comparison.width)) +
            entry("hidden_classes", long(ui.hidden_classes.size())) +
            entry("night", ui.theme == ThemeKind::night) + entry("kept_list", ui.show_kept);
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
        text += (first ? "\"" : ",\"") + std::string(place.panel) + "\":[" +
                std::to_string(int(place.at.x)) + "," + std::to_string(int(place.at.y)) + "," +
                std::to_string(int(place.size.x)) + "," + std::to_string(int(place.size.y)) + "]";
        first = false;
    }
    return text + "}";
}

}  // namespace latent::app
