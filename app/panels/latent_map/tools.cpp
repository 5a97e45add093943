#include "panels/latent_map/tools.h"

#include <cmath>

#include "widgets/format.h"
#include "widgets/group_list.h"
#include "widgets/text.h"
#include "widgets/word_row.h"

namespace latent::app {
namespace {

void selection_words(MapScene& scene, WordRow& row) {
    Selection& selection = scene.context.ui.selection;
    const Theme& theme = scene.context.theme;
    row.gap();
    row.text(theme.text, Words(grouped(selection.count)) + " selected");
    if (row.word("alone", selection.isolated, "Hides all the others"))
        isolate(selection, !selection.isolated);
    if (row.word("invert", false, "Selects the others in their place"))
        invert(selection, scene.cloud.count);
    if (row.word("save", false, "Saves them as a group, which can be selected again"))
        save_group(selection);
    if (row.word("clear", false, "Selects nothing (Esc)")) clear(selection);
}

}  // namespace

void map_tools(MapScene& scene, const std::vector<std::unique_ptr<MapOverlay>>& overlays) {
    PanelContext& context = scene.context;
    const Theme& theme = context.theme;
    MapState& map = context.ui.map;
    WordRow row(theme);
    const auto tool = [&](const char* name, MapTool which, const char* tooltip) {
        if (row.word(name, map.tool == which, tooltip)) map.tool = which;
    };
    tool("pan", MapTool::pan,
         "A drag moves the map. Shift-drag draws a lasso, Ctrl+Shift-drag a "
         "box.");
    tool("box", MapTool::box,
         "A drag selects the points in a box; with Shift, beside those that "
         "are selected.");
    tool("lasso", MapTool::lasso,
         "A drag draws round the points to select and closes itself; with Shift, beside those that "
         "are selected.");
    row.gap();
    int shown = 0;
    for (const auto& overlay : overlays) shown += int(map.overlays.count(overlay->id()));
    const Words label = shown > 0 ? Words("overlays ") + std::to_string(shown) + "###overlays"
                                  : Words("overlays###overlays");
    if (row.word(label.c_str(), shown > 0, "What is drawn under and over the points"))
        ImGui::OpenPopup("overlays of the map");
    const ImVec2 at = row.below();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.unit * 2, theme.unit * 2));
    {
        FontScope font(theme.body);
        overlay_popup("overlays of the map", at, scene, overlays);
    }
    Selection& selection = context.ui.selection;
    if (!selection.groups.empty()) {
        if (row.word(group_word(selection).c_str(), false, "Groups of samples that were saved"))
            ImGui::OpenPopup("groups of the map");
        const ImVec2 below = row.below();
        FontScope font(theme.body);
        group_popup(theme, "groups of the map", below, selection, scene.cloud.count);
    }
    ImGui::PopStyleVar();
    if (selection.count > 0) selection_words(scene, row);
}

void embedding_figures(const PanelContext& context, ImVec2 at, float width) {
    const Theme& theme = context.theme;
    const auto embedding = context.requests.embedding();
    FontScope font(theme.small);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (!embedding)
        return draw_text(draw, at, theme.muted, "t-SNE: looking for neighbours...", width);
    if (!embedding->problem.empty())
        return draw_text(draw, at, theme.muted, "t-SNE: " + embedding->problem, width);
    const auto figure = [](double value) {
        return std::isfinite(value) ? fixed(value, 3) : std::string("...");
    };
    const std::string text =
        "trustworthiness " + figure(embedding->trustworthiness) + "   continuity " +
        figure(embedding->continuity) + "   KL " + significant(embedding->kl) +
        " nats   perplexity " + setting(std::round(embedding->perplexity)) +
        (embedding->samples.size() ==
                 std::size_t(context.snapshot.cloud ? context.snapshot.cloud->count : 0)
             ? ""
             : "   " + grouped(std::int64_t(embedding->samples.size())) + " points") +
        (embedding->settled ? "   at rest" : "");
    const Words shown = fitted(text, width - theme.unit * 7);
    draw_tabular(draw, at, theme.muted, shown);
    ImGui::SetCursorScreenPos(ImVec2(at.x + tabular_width(shown) + theme.unit * 2, at.y));
    Help help;
    help.title = "What this map is worth";
    help.sentence =
        "Trustworthiness: 1 when no point has neighbours here that are far from it in "
        "the code. Continuity: 1 when no neighbours in the code are torn apart here. "
        "Both at 12 neighbours. KL: what t-SNE makes small; it compares only with "
        "itself.";
    help.source = "Venna & Kaski 2001; van der Maaten & Hinton 2008";
    help_mark(theme, "embedding help", help);
}

}  // namespace latent::app
