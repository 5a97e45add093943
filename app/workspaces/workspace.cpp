#include "workspaces/workspace.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "widgets/caption.h"
#include "widgets/splitter.h"

namespace latent::app {

#define WORKSPACE(id) Workspace describe_##id();
#include "workspaces/workspaces.inc"
#undef WORKSPACE

std::vector<Workspace> make_workspaces() {
    std::vector<Workspace> workspaces;
#define WORKSPACE(id) workspaces.push_back(describe_##id());
#include "workspaces/workspaces.inc"
#undef WORKSPACE
    return workspaces;
}

const Splits& splits_of(const Workspace& workspace, const UiState& ui) {
    const auto dragged = ui.splits.find(workspace.id);
    return dragged == ui.splits.end() ? workspace.usual : dragged->second;
}

namespace {

// Screen coordinates of the lines between panels.
struct Lines {
    float left, right, top, bottom;  // of the whole
    // y below the bar on top, above the bottom strip, the step slider and the status bar
    float bar, strip, time, status;
    float first, second;  // x between the columns
    float within_right, within_bottom;
};

// What a panel shows on the map goes with it: marks are named after the panel they come from ("path",
// "path.frame").
void drop_marks(const Panels& panels, const Places& places, UiState& ui) {
    auto& marks = ui.view().marks;
    for (auto mark = marks.begin(); mark != marks.end();) {
        const std::string_view owner =
            std::string_view(mark->first).substr(0, mark->first.find('.'));
        const bool is_panel = std::any_of(panels.begin(), panels.end(),
                                          [&](const auto& panel) { return owner == panel->id(); });
        const bool shown = std::any_of(places.begin(), places.end(),
                                       [&](const Place& place) { return owner == place.panel; });
        mark = is_panel && !shown ? marks.erase(mark) : std::next(mark);
    }
}

// What a panel needs to be of use; the shares give way to it.
Lines lines_of(const Workspace& workspace, const UiState& ui, const Theme& theme, ImVec2 origin,
               ImVec2 size) {
    const float u = theme.unit;
    const Splits& splits = splits_of(workspace, ui);
    Lines lines{};
    lines.left = origin.x;
    lines.top = origin.y;
    lines.right = origin.x + size.x;
    lines.bottom = origin.y + size.y;
    lines.bar = lines.top + (workspace.top.empty() ? 0 : u * 11);
    lines.status = lines.bottom - (workspace.status.empty() ? 0 : u * 7);
    const auto within = [](float low, float value, float high) {
        return std::max(low, std::min(value, high));
    };

    lines.time = lines.status - (workspace.time.empty() ? 0 : u * 6);
    const float height = lines.time - lines.bar;
    const float strip =
        workspace.bottom.empty() ? 0 : within(u * 30, splits.bottom * size.y, height * 0.5f);
    lines.strip = std::round(lines.time - strip);
    const bool left = ui.side_panels && !workspace.left.empty(),
               right = ui.side_panels && !workspace.right.empty();
    lines.first =
        std::round(lines.left + (left ? within(u * 56, splits.left * size.x, size.x * 0.35f) : 0));
    lines.second = std::round(lines.right -
                              (right ? within(u * 72, splits.right * size.x, size.x * 0.45f) : 0));
    const float column = lines.strip - lines.bar;
    lines.within_right = std::round(
        lines.bar + within(column * 0.25f, splits.within_right * column, column * 0.75f));
    lines.within_bottom =
        std::round(lines.right - within(u * 50, splits.within_bottom * size.x, size.x * 0.6f));
    return lines;
}

Place place_of(const Stack& stack, const UiState& ui, ImVec2 at, ImVec2 size) {
    const auto chosen = ui.tabs.find(stack.panels.front());
    const bool known =
        chosen != ui.tabs.end() &&
        std::find(stack.panels.begin(), stack.panels.end(), chosen->second) != stack.panels.end();
    return {known ? chosen->second : stack.panels.front(), at, size, &stack};
}

void column(Places& places, const std::vector<Stack>& stacks, const UiState& ui, float left,
            float right, float top, float between, float bottom) {
    if (stacks.empty() || right <= left) return;
    const bool two = stacks.size() > 1;
    places.push_back(place_of(stacks[0], ui, ImVec2(left, top),
                              ImVec2(right - left, (two ? between : bottom) - top)));
    if (two)
        places.push_back(
            place_of(stacks[1], ui, ImVec2(left, between), ImVec2(right - left, bottom - between)));
}

Places arrange(const Workspace& workspace, const UiState& ui, const Lines& l) {
    Places places;
    if (!workspace.top.empty())
        places.push_back(
            {workspace.top, ImVec2(l.left, l.top), ImVec2(l.right - l.left, l.bar - l.top)});
    const float middle = (l.bar + l.strip) / 2;
    column(places, workspace.left, ui, l.left, l.first, l.bar, middle, l.strip);
    column(places, workspace.centre, ui, l.first, l.second, l.bar, middle, l.strip);
    column(places, workspace.right, ui, l.second, l.right, l.bar, l.within_right, l.strip);
    if (!workspace.bottom.empty()) {
        const bool two = workspace.bottom.size() > 1;
        const float between = two ? l.within_bottom : l.right;
        places.push_back(place_of(workspace.bottom[0], ui, ImVec2(l.left, l.strip),
                                  ImVec2(between - l.left, l.time - l.strip)));
        if (two)
            places.push_back(place_of(workspace.bottom[1], ui, ImVec2(between, l.strip),
                                      ImVec2(l.right - between, l.time - l.strip)));
    }
    if (!workspace.time.empty())
        places.push_back(
            {workspace.time, ImVec2(l.left, l.time), ImVec2(l.right - l.left, l.status - l.time)});
    if (!workspace.status.empty())
        places.push_back({workspace.status, ImVec2(l.left, l.status),
                          ImVec2(l.right - l.left, l.bottom - l.status)});
    return places;
}

void draw_splitters(const Workspace& workspace, PanelContext& context, const Lines& l,
                    ImVec2 size) {
    const Theme& theme = context.theme;
    Splits splits = splits_of(workspace, context.ui);
    const Splits& usual = workspace.usual;
    const float height = l.strip - l.bar;
    bool moved = false;
    if (l.first > l.left)
        moved |= splitter(theme, "left", SplitterLine::vertical, ImVec2(l.first, l.bar), height,
                          size.x, +1, 0.12f, 0.35f, usual.left, splits.left);
    if (l.second < l.right)
        moved |= splitter(theme, "right", SplitterLine::vertical, ImVec2(l.second, l.bar), height,
                          size.x, -1, 0.15f, 0.45f, usual.right, splits.right);
    if (l.second < l.right && workspace.right.size() > 1)
        moved |= splitter(theme, "within right", SplitterLine::horizontal,
                          ImVec2(l.second, l.within_right), l.right - l.second, height, +1, 0.25f,
                          0.75f, usual.within_right, splits.within_right);
    if (!workspace.bottom.empty())
        moved |= splitter(theme, "bottom", SplitterLine::horizontal, ImVec2(l.left, l.strip),
                          l.right - l.left, size.y, -1, 0.1f, 0.5f, usual.bottom, splits.bottom);
    if (workspace.bottom.size() > 1)
        moved |= splitter(theme, "within bottom", SplitterLine::vertical,
                          ImVec2(l.within_bottom, l.strip), l.time - l.strip, size.x, -1, 0.12f,
                          0.6f, usual.within_bottom, splits.within_bottom);
    if (moved) context.ui.splits[workspace.id] = splits;
}

}  // namespace

Places arrange(const Workspace& workspace, const UiState& ui, const Theme& theme, ImVec2 origin,
               ImVec2 size) {
    return arrange(workspace, ui, lines_of(workspace, ui, theme, origin, size));
}

bool show_panel(const std::vector<Workspace>& workspaces, UiState& ui, const std::string& panel) {
    const auto choose = [&](const Workspace& workspace) {
        for (const auto* side :
             {&workspace.left, &workspace.centre, &workspace.right, &workspace.bottom})
            for (const Stack& stack : *side)
                if (std::count(stack.panels.begin(), stack.panels.end(), panel) > 0) {
                    ui.tabs[stack.panels.front()] = panel;
                    ui.workspace = workspace.id;
                    ui.side_panels |= side == &workspace.left || side == &workspace.right;
                    return true;
                }
        return false;
    };
    const std::string shown =
        ui.workspace.empty() && !workspaces.empty() ? workspaces.front().id : ui.workspace;
    for (const Workspace& workspace : workspaces)
        if (workspace.id == shown && choose(workspace)) return true;
    return std::any_of(workspaces.begin(), workspaces.end(), choose);
}

int draw_panel(Panel& panel, PanelContext& context, ImVec2 at, ImVec2 size, const Titles& titles,
               int chosen) {
    int clicked = -1;
    if (size.x < 1 || size.y < 1) return clicked;
    const Theme& theme = context.theme;
    const bool bar = size.y <= theme.unit * 12;
    const ImVec2 padding = bar ? ImVec2(theme.unit * 3, theme.unit) : panel_padding(theme);
    ImGui::SetCursorScreenPos(at);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
    const ImGuiWindowFlags flags = ImGuiWindowFlags_NoScrollbar |
                                   ImGuiWindowFlags_NoScrollWithMouse |
                                   ImGuiWindowFlags_NoBackground;
#if IMGUI_VERSION_NUM >= 19000
    const bool visible =
        ImGui::BeginChild(panel.id(), size, ImGuiChildFlags_AlwaysUseWindowPadding, flags);
#else
    const bool visible =
        ImGui::BeginChild(panel.id(), size, false, flags | ImGuiWindowFlags_AlwaysUseWindowPadding);
#endif
    if (visible) {
        if (titles.size() > 1)
            clicked = draw_captions(theme, titles, chosen);
        else if (!bar && panel.title()[0])
            draw_caption(theme, panel.title());
        panel.draw(context);
    }
    ImGui::EndChild();
    ImGui::PopStyleVar();
    return clicked;
}

namespace {

Panel* panel_of(const Panels& panels, std::string_view id) {
    const auto found =
        std::find_if(panels.begin(), panels.end(), [&](const auto& p) { return id == p->id(); });
    return found == panels.end() ? nullptr : found->get();
}

void draw_place(const Place& place, const Panels& panels, PanelContext& context, float inset) {
    Panel* panel = panel_of(panels, place.panel);
    if (!panel) return;
    Titles titles;
    int chosen = 0;
    if (place.stack)
        for (const std::string& id : place.stack->panels)
            if (Panel* each = panel_of(panels, id)) {
                if (id == place.panel) chosen = int(titles.size());
                titles.push_back(each->title());
            }
    const int clicked =
        draw_panel(*panel, context, ImVec2(place.at.x + inset, place.at.y + inset),
                   ImVec2(place.size.x - inset * 2, place.size.y - inset * 2), titles, chosen);
    if (clicked >= 0 && place.stack && std::size_t(clicked) < place.stack->panels.size())
        context.ui.tabs[place.stack->panels.front()] = place.stack->panels[std::size_t(clicked)];
}

}  // namespace

void draw_workspace(const Workspace& workspace, const Panels& panels, PanelContext& context,
                    ImVec2 origin, ImVec2 size) {
    const Theme& theme = context.theme;
    const Lines lines = lines_of(workspace, context.ui, theme, origin, size);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    // The space round the splitters belongs to them, so panels stop a little short of each other.
    const float air = theme.unit;
    const RunId shown = context.ui.shown;
    RunId next = shown;
    const Places places = arrange(workspace, context.ui, lines);
    drop_marks(panels, places, context.ui);
    // Whoever looks back sees so on the panels; the bars say what goes on.
    PanelContext of_now{context.present(), context.catalog,  context.requests,
                        context.ui,        context.textures, context.canvas,
                        context.theme,     context.now,      context.newest};
    for (const Place& place : places) {
        const bool bar = place.panel == workspace.top || place.panel == workspace.time ||
                         place.panel == workspace.status;
        draw_place(place, panels, bar ? of_now : context, bar ? 0 : air);
        // A run chosen in this frame is shown from the next one on: the snapshot is still that of
        // the old one.
        if (context.ui.shown != shown && context.requests.snapshot_of(shown)) {
            next = context.ui.shown;
            context.ui.shown = shown;
        }
    }
    if (next != shown) context.ui.shown = next;
    draw_splitters(workspace, context, lines, size);
    const float thick = std::max(1.0f, theme.scale);
    for (const float y : {lines.bar, lines.time, lines.status})
        draw.AddRectFilled(ImVec2(origin.x, y - thick / 2),
                           ImVec2(origin.x + size.x, y + thick / 2), theme.hairline);
    draw_key_sheet(context);
}

}  // namespace latent::app
