// Checks: the analyses of the net itself, run on it as it is now while it trains on. A verdict in a
// sentence, then the figures, charts and pictures that support it, and the step they belong to.
// (Those of its codes stand in the panels scores and representation.)
#include <algorithm>

#include "panels/measurements.h"
#include "panels/panel.h"
#include "state/run_text.h"
#include "widgets/button.h"
#include "widgets/caption.h"
#include "widgets/format.h"
#include "widgets/result_view.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr double kPatience = Measuring::kPatience;

class ChecksPanel final : public Panel {
 public:
    const char* id() const override { return "checks"; }
    const char* title() const override { return "Checks"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        const Analyses analyses = of_family(context.catalog, "net");
        if (analyses.empty())
            return empty_state(theme, "Checks appear here once the engine is loaded.");
        if (context.ui.shown == RunId::none || !context.snapshot.cloud)
            return empty_state(theme,
                               waiting_text(context.snapshot, "What can be checked appears"));
        const auto chosen = [&] {
            const PartInfo* part = analyses.front();
            for (const PartInfo* each : analyses)
                if (each->id == context.ui.check) part = each;
            return part;
        };
        context.ui.check = chosen()->id;
        painter_.look_at(context.snapshot.data.get(), context.snapshot.cloud->probe.get());

        const float height = ImGui::GetContentRegionAvail().y;
        const float list = std::min(theme.unit * 56, ImGui::GetContentRegionAvail().x * 0.35f);
        if (ImGui::BeginChild("list", ImVec2(list, height)))
            for (const PartInfo* part : analyses) line(context, *part);
        ImGui::EndChild();
        ImGui::SameLine(0, theme.unit * 5);
        const PartInfo& part = *chosen();
        const Measured state = measured(context, part.id);
        stamp(context, state);
        if (ImGui::BeginChild("result", ImVec2(0, height))) draw_check(context, part, state);
        ImGui::EndChild();
    }

 private:
    void line(PanelContext& context, const PartInfo& part) {
        const Theme& theme = context.theme;
        const Measured state = measured(context, part.id);
        const float height = theme.unit * 5.5f, width = ImGui::GetContentRegionAvail().x;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
        ImGui::PushID(part.id.c_str());
        if (ImGui::InvisibleButton("check", ImVec2(std::max(1.0f, width), height)))
            context.ui.check = part.id;
        const bool hovered = ImGui::IsItemHovered(), chosen = context.ui.check == part.id;
        ImGui::PopID();
        ImGui::PopStyleVar();
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        if (chosen)
            draw.AddRectFilled(at, ImVec2(at.x + width, at.y + height), theme.selection,
                               theme.unit / 2);
        float aside = 0;
        {
            FontScope font(theme.small);
            const Words text = state.busy
                                   ? Words(state.running ? percent(state.running->progress) : "...")
                               : state.last && state.last->problem.empty()
                                   ? Words("step ") + grouped(state.last->step)
                                   : Words();
            aside = tabular_width(text) + theme.unit * 2;
            draw_tabular_right(
                draw,
                ImVec2(at.x + width - theme.unit, at.y + (height - ImGui::GetTextLineHeight()) / 2),
                state.busy ? theme.accent : theme.muted, text);
        }
        draw_text(
            draw,
            ImVec2(at.x + theme.unit * 1.5f, at.y + (height - ImGui::GetTextLineHeight()) / 2),
            hovered ? theme.accent : theme.text, part.label, width - aside - theme.unit * 3);
        if (hovered) help_tooltip(theme, {part.label, part.summary, part.formula, part.source, ""});
    }

    // Of which step the result is, and whether the net has gone on or begun anew since.
    static void stamp(const PanelContext& context, const Measured& state) {
        if (!state.found()) return;
        const std::int64_t step = state.last->step;
        CaptionLine line(context.theme);
        line.text(
            context.theme.muted,
            result_stamp(step,
                         state.of_before ? Standing::of_before : standing(step, context.snapshot),
                         context.snapshot.progress.step));
    }

    void draw_check(PanelContext& context, const PartInfo& part, const Measured& state) {
        const Theme& theme = context.theme;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x, button = theme.unit * 26;
        if (state.busy && state.since >= kPatience) {
            const bool says = state.running && !state.running->doing.empty();
            draw_progress(
                theme, says ? std::string_view(state.running->doing) : "Waiting for its turn.",
                state.running ? state.running->progress : 0, width - button - theme.unit * 4);
            ImGui::SetCursorScreenPos(ImVec2(at.x + width - button, at.y));
            if (text_button(theme, "Cancel", false, button)) cancel(context, part.id);
        } else {
            // What it is, until there is something to say of this net.
            const bool found = state.last && state.last->problem.empty();
            const bool problem = state.last && !found;
            FontScope font(found ? theme.body : theme.small);
            ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width - button - theme.unit * 4);
            paragraph_here(found     ? theme.text
                           : problem ? theme.warn
                                     : theme.muted,
                           found     ? state.last->verdict
                           : problem ? state.last->problem
                                     : part.summary);
            ImGui::PopTextWrapPos();
            const float below = ImGui::GetCursorScreenPos().y;
            ImGui::SetCursorScreenPos(ImVec2(at.x + width - button, at.y));
            if (text_button(theme, state.last ? "Run again" : "Run", !state.last, button) &&
                !state.busy)
                measure(context, part.id);
            ImGui::SetCursorScreenPos(
                ImVec2(at.x, std::max(below, at.y + theme.unit * 7) + theme.unit));
        }
        if (state.last && state.last->problem.empty())
            view_.draw(theme, context.textures, painter_, *state.last);
    }

    static void paragraph_here(ImU32 colour, const std::string& text) {
        ImGui::PushStyleColor(ImGuiCol_Text, colour);
        ImGui::TextUnformatted(text.c_str());
        ImGui::PopStyleColor();
    }

    SamplePainter painter_;
    ResultView view_;
};

}  // namespace

std::unique_ptr<Panel> make_checks_panel() { return std::make_unique<ChecksPanel>(); }

}  // namespace latent::app
