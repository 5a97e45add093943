// Representation: what the codes are good for, whether or not their factors are known: classes,
// clusters, neighbours, dimensions. On top the monitor of collapse, with what can be done about it.
#include <algorithm>
#include <iterator>
#include <memory>
#include <string_view>

#include "panels/measurements.h"
#include "panels/panel.h"
#include "panels/remedy_buttons.h"
#include "panels/table_export.h"
#include "state/kept.h"
#include "state/run_text.h"
#include "widgets/caption.h"
#include "widgets/format.h"
#include "widgets/result_view.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

const char* const kFamily = "representation";
const char* const kMonitor = "collapse";
const Freshness kSlowly{1, 15, true};

// Figures of a check that belong beside these, by how their ids begin.
struct Borrowed {
    const char *analysis, *beginning;
};
const Borrowed kBorrowed[] = {{"identity", "fvu_"}};

// One analysis of the table.
struct Measures {
    const PartInfo* part;
    Measured state;
    const std::vector<Figure>* figures;  // live as long as the state
    Words objection;
};
using Groups = Few<Measures, 16>;

class RepresentationPanel final : public Panel {
 public:
    const char* id() const override { return "representation"; }
    const char* title() const override { return "Representation"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        if (context.ui.shown == RunId::none || !context.snapshot.cloud)
            return empty_state(
                theme, waiting_text(context.snapshot, "What the codes are good for appears"));
        const Groups groups = groups_of(context);
        const PartInfo* monitor = find(context.catalog.analyses, kMonitor);
        if (groups.empty() && !monitor)
            return empty_state(theme, "This engine measures nothing of the codes.");
        for (const Measures& group : groups)
            if (group.objection.empty() && !group.part->dear)
                keep_fresh(context, group.part->id, kSlowly);
        {
            CaptionLine line(theme);
            const Measured* newest = newest_of(groups);
            export_table(
                context, line, "representation", [&] { return table_of_all(groups); },
                newest ? "" : "Nothing is measured yet.");
            if (line.button("measure all", "Measure all of these now, the dear ones too"))
                for (const Measures& group : groups)
                    if (group.objection.empty() && !group.state.busy)
                        measure(context, group.part->id);
            if (newest) line.text(theme.muted, stamp_text(*newest, context.snapshot));
        }
        if (ImGui::BeginChild("table", ImGui::GetContentRegionAvail())) {
            FontScope font(theme.small);
            ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
            if (monitor) watch(context, *monitor);
            table(context, groups);
            ImGui::PopStyleVar();
        }
        ImGui::EndChild();
    }

 private:
    Groups groups_of(PanelContext& context) {
        Groups groups;
        static const std::vector<Figure> none;
        const auto add = [&](const PartInfo& part) -> Measures& {
            groups.push_back({&part, measured(context, part.id), &none, {}});
            Measures& group = groups[groups.size() - 1];
            group.objection = objection(part, context.snapshot);
            if (const AnalysisResult* found = group.state.found()) group.figures = &found->figures;
            return group;
        };
        for (const PartInfo* part : of_family(context.catalog, kFamily))
            if (part->id != kMonitor) add(*part);
        for (std::size_t i = 0; i < std::size(kBorrowed); ++i) {
            const PartInfo* part = find(context.catalog.analyses, kBorrowed[i].analysis);
            if (!part || part->family == kFamily) continue;
            Measures& group = add(*part);
            if (group.state.found())
                group.figures = &borrowed_[i].of(group.state.last, [&] {
                    return figures_of(*group.state.last, kBorrowed[i].beginning);
                });
        }
        return groups;
    }

    static std::vector<Figure> figures_of(const AnalysisResult& result,
                                          std::string_view beginning) {
        std::vector<Figure> figures;
        for (const Figure& figure : result.figures)
            if (figure.id.compare(0, beginning.size(), beginning) == 0) figures.push_back(figure);
        return figures;
    }

    static const Measured* newest_of(const Groups& groups) {
        const Measured* newest = nullptr;
        for (const Measures& group : groups)
            if (group.state.found() && (!newest || group.state.last->step > newest->last->step))
                newest = &group.state;
        return newest;
    }

    static CsvTable table_of_all(const Groups& groups) {
        CsvTable table;
        table.names = figure_columns();
        for (const Measures& group : groups)
            for (const Figure& figure : *group.figures)
                table.rows.push_back(
                    figure_row(figure, group.part->label + ": " + figure.label, *group.state.last));
        return table;
    }

    // Is the code in use? A verdict, and what could be done.
    static void watch(PanelContext& context, const PartInfo& part) {
        const Theme& theme = context.theme;
        if (!objection(part, context.snapshot).empty()) return;
        const Measured state = measured(context, part.id);
        keep_fresh(context, part.id, kSlowly);
        const AnalysisResult* found = state.found();
        if (!found) {
            // A code that cannot collapse needs no monitor.
            if (!state.last) paragraph(theme.muted, "Looking whether every dimension is in use.");
        } else {
            paragraph(found->remedies.empty() ? theme.text : theme.warn, found->verdict);
            if (!found->remedies.empty()) {
                ImGui::Dummy(ImVec2(1, theme.unit * 1.5f));
                draw_remedies(context, found->remedies);
            }
        }
        if (found || !state.last) ImGui::Dummy(ImVec2(1, theme.unit * 2));
    }

    static void table(PanelContext& context, const Groups& groups) {
        const Theme& theme = context.theme;
        const float width = ImGui::GetContentRegionAvail().x;
        FigureColumns columns;
        for (const Measures& group : groups) columns.make_room(theme, *group.figures);
        draw_figure_heads(theme, columns, width);
        for (const Measures& group : groups) {
            head(context, group, newest_of(groups), width);
            ImGui::Indent(theme.unit * 2);
            ImGui::PushID(group.part->id.c_str());
            draw_figures(theme, *group.figures, columns, width - theme.unit * 2);
            ImGui::PopID();
            ImGui::Unindent(theme.unit * 2);
            ImGui::Dummy(ImVec2(1, theme.unit));
        }
    }

    // What a group is; on the right how it stands, or why it has nothing to say.
    static void head(PanelContext& context, const Measures& group, const Measured* newest,
                     float width) {
        const Theme& theme = context.theme;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const Words aside = aside_of(context, group, newest);
        const float room = aside.empty() ? 0 : tabular_width(aside) + theme.unit * 3;
        const Words label = fitted(group.part->label, std::max(width - room, width * 0.5f));
        const float row = theme.unit * 4.5f;
        ImGui::PushID(group.part->id.c_str());
        const bool clicked = ImGui::InvisibleButton("group", ImVec2(std::max(1.0f, width), row));
        const bool hovered = ImGui::IsItemHovered();
        ImGui::PopID();
        if (clicked && group.objection.empty() && !group.state.busy)
            measure(context, group.part->id);
        draw_text(draw, at, hovered ? theme.accent : theme.text, label);
        draw_tabular_right(draw, ImVec2(at.x + width, at.y),
                           group.state.busy ? theme.accent : theme.muted, aside);
        if (hovered) explain(context, group);
        const std::string_view why = !group.objection.empty() ? std::string_view(group.objection)
                                     : group.state.last && !group.state.found()
                                         ? std::string_view(group.state.last->problem)
                                         : std::string_view();
        if (!why.empty()) {
            ImGui::Indent(theme.unit * 2);
            paragraph(theme.muted, why);
            ImGui::Unindent(theme.unit * 2);
        }
    }

    // A step that is that of all stands in the caption line.
    static Words aside_of(const PanelContext& context, const Measures& group,
                          const Measured* newest) {
        if (!group.objection.empty()) return "";
        if (group.state.busy && group.state.since >= Measuring::kPatience)
            return group.state.running ? Words(percent(group.state.running->progress))
                                       : Words("waiting");
        if (group.state.found())
            return group.state.last->step == newest->last->step
                       ? Words()
                       : stamp_text(group.state, context.snapshot);
        return group.state.last ? "" : group.part->dear ? "click to measure" : "...";
    }

    static void explain(PanelContext& context, const Measures& group) {
        const PartInfo& part = *group.part;
        Help help{part.label, part.summary, part.formula, part.source, ""};
        if (const AnalysisResult* found = group.state.found()) {
            help.sentence += "\n" + found->verdict;
            help.note = cost_text(*found);
        }
        if (group.objection.empty())
            help.note += std::string(help.note.empty() ? "" : "\n") + "Click to measure it now.";
        help_tooltip(context.theme, help);
    }

    Kept<std::vector<Figure>, std::shared_ptr<const AnalysisResult>>
        borrowed_[std::size(kBorrowed)];
};

}  // namespace

std::unique_ptr<Panel> make_representation_panel() {
    return std::make_unique<RepresentationPanel>();
}

}  // namespace latent::app
