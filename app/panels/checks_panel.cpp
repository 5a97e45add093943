// Checks: every registered analysis, run on the net as it is now while it trains on. A verdict in a
// sentence, then the figures, charts and pictures that support it, and the step they belong to.
#include <algorithm>
#include <map>
#include <utility>

#include "panels/panel.h"
#include "state/run_text.h"
#include "widgets/button.h"
#include "widgets/caption.h"
#include "widgets/format.h"
#include "widgets/result_view.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

constexpr double kPatience = 0.5;  // seconds before progress is shown

bool is_done(const AnalysisResult& result) { return result.done || !result.problem.empty(); }

class ChecksPanel final : public Panel {
 public:
    const char* id() const override { return "checks"; }
    const char* title() const override { return "Checks"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        const auto& analyses = context.catalog.analyses;
        if (analyses.empty())
            return empty_state(theme, "Checks appear here once the engine is loaded.");
        if (context.ui.shown == RunId::none || !context.snapshot.cloud)
            return empty_state(theme,
                               waiting_text(context.snapshot, "What can be checked appears"));
        if (!find(analyses, context.ui.check)) context.ui.check = analyses.front().id;
        painter_.look_at(context.snapshot.data.get(), context.snapshot.cloud->probe.get());

        notice_reset(context);
        const float height = ImGui::GetContentRegionAvail().y;
        const float list = std::min(theme.unit * 56, ImGui::GetContentRegionAvail().x * 0.35f);
        if (ImGui::BeginChild("list", ImVec2(list, height)))
            for (const PartInfo& part : analyses) line(context, part);
        ImGui::EndChild();
        ImGui::SameLine(0, theme.unit * 5);
        const PartInfo& part = *find(analyses, context.ui.check);
        const State state = state_of(context, part.id);
        stamp(context, state);
        if (ImGui::BeginChild("result", ImVec2(0, height))) draw_check(context, part, state);
        ImGui::EndChild();
    }

 private:
    using Key = std::pair<RunId, std::string>;
    // How an analysis of the run shown stands.
    struct State {
        std::shared_ptr<const AnalysisResult> last;     // the newest that is complete
        std::shared_ptr<const AnalysisResult> running;  // progress, or null
        double since = 0;                               // seconds since it was asked for
        bool busy = false;
    };

    State state_of(PanelContext& context, const std::string& id) {
        const Key key{context.ui.shown, id};
        const auto newest = context.requests.analysis(id);
        if (newest && is_done(*newest)) {
            last_[key] = newest;
            const auto asked = asked_.find(key);
            if (asked != asked_.end() && newest->version != asked->second.before)
                asked_.erase(asked);
        }
        State state;
        if (const auto last = last_.find(key); last != last_.end()) state.last = last->second;
        const auto asked = asked_.find(key);
        state.busy = asked != asked_.end() || (newest && !is_done(*newest));
        if (state.busy && newest && !is_done(*newest)) state.running = newest;
        if (asked != asked_.end()) state.since = context.now - asked->second.at;
        // Asked for by another panel or before: long enough ago.
        if (state.busy && asked == asked_.end()) state.since = kPatience;
        if (state.busy && state.since < kPatience)
            context.requests.redraw_within(kPatience - state.since);
        return state;
    }

    void line(PanelContext& context, const PartInfo& part) {
        const Theme& theme = context.theme;
        const State state = state_of(context, part.id);
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
            const std::string text =
                state.busy ? (state.running ? percent(state.running->progress) : "...")
                : state.last && state.last->problem.empty() ? "step " + grouped(state.last->step)
                                                            : "";
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

    // A net whose step has fallen began anew: what was found out so far is of before, whatever
    // step it reaches later.
    void notice_reset(const PanelContext& context) {
        const std::int64_t now = context.snapshot.progress.step;
        const auto seen = seen_.find(context.ui.shown);
        if (seen != seen_.end() && now < seen->second)
            for (const PartInfo& part : context.catalog.analyses)
                if (const auto newest = context.requests.analysis(part.id);
                    newest && is_done(*newest) && newest->step > now)
                    before_[{context.ui.shown, part.id}] = newest->version;
        seen_[context.ui.shown] = now;
    }

    // Of which step the result is, and whether the net has gone on or begun anew since.
    void stamp(const PanelContext& context, const State& state) const {
        if (!state.last || !state.last->problem.empty()) return;
        const auto before = before_.find({context.ui.shown, context.ui.check});
        const bool of_before = before != before_.end() && before->second == state.last->version;
        const std::int64_t step = state.last->step;
        CaptionLine line(context.theme);
        line.text(
            context.theme.muted,
            result_stamp(step, of_before ? Standing::of_before : standing(step, context.snapshot),
                         context.snapshot.progress.step));
    }

    void draw_check(PanelContext& context, const PartInfo& part, const State& state) {
        const Theme& theme = context.theme;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x, button = theme.unit * 26;
        if (state.busy && state.since >= kPatience) {
            draw_progress(theme,
                          state.running && !state.running->doing.empty() ? state.running->doing
                                                                         : "Waiting for its turn.",
                          state.running ? state.running->progress : 0,
                          width - button - theme.unit * 4);
            ImGui::SetCursorScreenPos(ImVec2(at.x + width - button, at.y));
            if (text_button(theme, "Cancel", false, button)) {
                context.requests.cancel_analysis(part.id);
                asked_.erase({context.ui.shown, part.id});
            }
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
                !state.busy) {
                asked_[{context.ui.shown, part.id}] = {context.now,
                                                       state.last ? state.last->version : 0};
                context.requests.analyse(part.id);
                context.requests.redraw_within(kPatience);
            }
            ImGui::SetCursorScreenPos(
                ImVec2(at.x, std::max(below, at.y + theme.unit * 7) + theme.unit));
        }
        if (state.last && state.last->problem.empty())
            draw_result(theme, context.textures, painter_, *state.last);
    }

    static void paragraph_here(ImU32 colour, const std::string& text) {
        ImGui::PushStyleColor(ImGuiCol_Text, colour);
        ImGui::TextUnformatted(text.c_str());
        ImGui::PopStyleColor();
    }

    struct Asked {
        double at = 0;
        std::uint64_t before = 0;  // version of the result that there was
    };
    std::map<Key, Asked> asked_;
    std::map<Key, std::shared_ptr<const AnalysisResult>> last_;
    std::map<RunId, std::int64_t> seen_;   // step of each run when it was last drawn
    std::map<Key, std::uint64_t> before_;  // version of a result that is of before a reset
    SamplePainter painter_;
};

}  // namespace

std::unique_ptr<Panel> make_checks_panel() { return std::make_unique<ChecksPanel>(); }

}  // namespace latent::app
