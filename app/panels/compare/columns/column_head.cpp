#include "panels/compare/columns/column_head.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "state/run_text.h"
#include "widgets/format.h"
#include "widgets/text.h"

namespace latent::app {

void differing_line(const Theme& theme, const ComparedRuns& compared, int runs) {
    FontScope font(theme.small);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Words what = runs < 2 ? Words("One run.")
                       : compared.differing().empty()
                           ? counted(runs, "run") + ", alike."
                           : Words("What differs: ") + compared.differing();
    const Words first = fitted(what, width);
    draw_text(draw, at, theme.text, first);
    Words rest;
    if (!compared.shared().empty()) rest = Words("the same: ") + compared.shared();
    if (compared.elsewhere() > 0)
        rest += Words(rest.empty() ? "" : "; ") + std::to_string(compared.elsewhere()) +
                " more on other data or left out";
    const float x = ImGui::CalcTextSize(first.c_str()).x + theme.unit * 5;
    if (!rest.empty() && x < width)
        draw_text(draw, ImVec2(at.x + x, at.y), theme.muted, rest, width - x);
    ImGui::Dummy(ImVec2(width, ImGui::GetTextLineHeight() + theme.unit));
}

void column_head(PanelContext& context, const ComparedRun& run, const CodeCloud* seen, ImVec2 at,
                 ImVec2 size) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    FontScope font(theme.small);
    const float u = theme.unit, width = size.x, text = ImGui::GetTextLineHeight();
    ImGui::SetCursorScreenPos(at);
    if (ImGui::InvisibleButton("head", ImVec2(width, size.y - u)) && run.id != context.ui.shown)
        context.requests.show_run(run.id);
    const bool hovered = ImGui::IsItemHovered(), shown = run.id == context.ui.shown;
    const Snapshot& now = *run.now;
    const bool bad = now.state == RunState::failed || now.state == RunState::diverged;
    if (hovered)
        help_tooltip(theme, {run.name, bad ? Words(now.message) : status_sentence(now), "", "",
                             shown ? "The other panels show this run."
                                   : "Click to show it in the other panels."});
    draw.AddCircleFilled(ImVec2(at.x + u * 1.25f, std::floor(at.y + text / 2)), u, run.colour, 20);
    // A name that is too long goes on in the second line: what stands last tells runs apart.
    std::string_view first = run.name, second;
    const auto comma = first.rfind(", ");
    if (text_size(first).x > width - u * 3.5f && comma != std::string_view::npos) {
        second = first.substr(comma + 2);
        first = first.substr(0, comma);
    }
    draw_text(draw, ImVec2(at.x + u * 3.5f, at.y), hovered ? theme.accent : theme.text, first,
              width - u * 3.5f);
    const std::int64_t step = context.ui.past_step >= 0 && seen ? seen->step : now.progress.step;
    const Words state = state_word(now), number = Words("step ") + grouped(step);
    float x = at.x;
    if (!second.empty()) {
        draw_text(draw, ImVec2(x, at.y + text + u / 2), theme.text, second, width);
        x += std::min(width, text_size(second).x + u * 2);
    }
    const float room = at.x + width - x;
    const Words both = now.state == RunState::running ? number : state + ", " + number;
    const Words& brief = bad ? state : number;
    if (const bool whole = tabular_width(both) <= room; whole || tabular_width(brief) <= room)
        draw_tabular(draw, ImVec2(x, at.y + text + u / 2), bad ? theme.bad : theme.muted,
                     whole ? both : brief);
    if (shown)
        draw.AddRectFilled(ImVec2(at.x, at.y + size.y - u * 0.75f),
                           ImVec2(at.x + width, at.y + size.y - u * 0.25f), theme.accent);
}

}  // namespace latent::app
