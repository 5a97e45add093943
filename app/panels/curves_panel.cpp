// Every term's value over the steps: training solid, held-out dashed. Marks show where a setting
// was changed live.
#include <algorithm>
#include <cmath>
#include <optional>

#include "panels/panel.h"
#include "state/run_text.h"
#include "widgets/axis.h"
#include "widgets/caption.h"
#include "widgets/format.h"
#include "widgets/line_chart.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

// A term with its two curves; either may be missing.
struct Term {
    std::string id, label;
    const Series* train = nullptr;
    const Series* held_out = nullptr;
};

// A loss without further terms is its reconstruction: the total would be the same line once more.
bool total_is_reconstruction(const RunConfig* config) {
    return config && config->has("reconstruction") && config->terms().empty();
}

std::vector<Term> terms_of(const TermHistory& history, const RunConfig* config) {
    std::vector<Term> terms;
    for (const Series& series : history.series) {
        auto term = std::find_if(terms.begin(), terms.end(),
                                 [&](const Term& t) { return t.id == series.id; });
        if (term == terms.end())
            term = terms.insert(terms.end(), {series.id, series.label, nullptr, nullptr});
        (series.held_out ? term->held_out : term->train) = &series;
    }
    // What all the others add up to comes first, and is drawn below them.
    std::stable_partition(terms.begin(), terms.end(),
                          [](const Term& term) { return term.id == "total"; });
    if (terms.size() == 2 && terms.front().id == "total" && total_is_reconstruction(config))
        terms.erase(terms.begin());
    return terms;
}

std::string value_at_step(const Series* series, const std::optional<double>& step) {
    if (!series || series->values.empty() || series->steps.size() != series->values.size())
        return "-";
    return significant(
        step ? series->values[nearest_index(series->steps, *step)] : series->values.back(), 4);
}

class CurvesPanel final : public Panel {
 public:
    const char* id() const override { return "curves"; }
    const char* title() const override { return "Curves"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        const TermHistory* history = context.snapshot.history.get();
        if (!history || history->empty()) {
            const bool failed = context.snapshot.state == RunState::failed;
            return empty_state(theme, failed ? waiting_text(context.snapshot, "")
                                             : "Curves appear with the first steps.");
        }
        {
            CaptionLine line(theme);
            line.toggle("log", context.ui.log_curves,
                        "Logarithmic scale: small changes late in training show");
        }
        const std::vector<Term> terms = terms_of(*history, context.snapshot.config.get());
        const ImVec2 room = ImGui::GetContentRegionAvail();
        const float table = std::min(theme.unit * 66, room.x * 0.42f);

        LineChart chart(theme, "curves", ImVec2(room.x - table - theme.unit * 4, room.y),
                        context.ui.log_curves);
        // Held-out curves on top: training ones are noisy and would bury them.
        for (const bool held_out : {false, true})
            for (std::size_t i = 0; i < terms.size(); ++i) {
                const Series* series = held_out ? terms[i].held_out : terms[i].train;
                if (!series || context.ui.hidden_series.count(terms[i].id)) continue;
                chart.add({&series->steps, &series->values, theme.series_colour(int(i)), held_out});
            }
        for (const Change& change : history->changes) chart.mark(change.step, change.text);
        if (context.ui.past_step >= 0)
            chart.mark(context.ui.past_step,
                       "looking back at step " + grouped(context.ui.past_step));
        chart.draw();
        ImGui::SameLine(0, theme.unit * 4);
        if (ImGui::BeginChild("legend", ImVec2(table, room.y)))
            legend(context, terms, chart.hovered_step());
        ImGui::EndChild();
    }

 private:
    // The legend is the readout: the values under the mouse, or the newest ones.
    static void legend(PanelContext& context, const std::vector<Term>& terms,
                       const std::optional<double>& step) {
        const Theme& theme = context.theme;
        FontScope font(theme.small);
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const float row = theme.unit * 5, width = ImGui::GetContentRegionAvail().x;
        const float number = tabular_width("00,000.0") + theme.unit * 2;
        const auto line = [&] {
            const ImVec2 at = ImGui::GetCursorScreenPos();
            return ImVec2(at.x, std::floor(at.y + (row - ImGui::GetTextLineHeight()) / 2));
        };
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));

        const ImVec2 head = line();
        const float right = head.x + width - theme.unit;
        draw_tabular(draw, head, theme.muted,
                     step ? "step " + grouped(std::llround(*step)) : "newest");
        sample_line(theme, draw, right - number, head.y, "train", false);
        sample_line(theme, draw, right, head.y, "held-out", true);
        ImGui::Dummy(ImVec2(width, row));

        for (std::size_t i = 0; i < terms.size(); ++i) {
            const Term& term = terms[i];
            const ImVec2 at = line();
            ImGui::PushID(term.id.c_str());
            const bool clicked = ImGui::InvisibleButton("term", ImVec2(width, row));
            const bool hovered = ImGui::IsItemHovered();
            ImGui::PopID();
            const bool hidden = context.ui.hidden_series.count(term.id) != 0;
            if (clicked && hidden)
                context.ui.hidden_series.erase(term.id);
            else if (clicked)
                context.ui.hidden_series.insert(term.id);
            if (hovered) help_tooltip(theme, about(context, term));

            const float middle = at.y + ImGui::GetTextLineHeight() / 2, key = theme.unit * 3;
            const ImU32 ink = hidden ? theme.muted : theme.text;
            if (hidden)
                draw.AddCircle(ImVec2(at.x + key / 2, middle), theme.unit, theme.muted);
            else
                draw.AddCircleFilled(ImVec2(at.x + key / 2, middle), theme.unit,
                                     theme.series_colour(int(i)));
            draw_text(draw, ImVec2(at.x + key + theme.unit, at.y), hovered ? theme.accent : ink,
                      term.label, width - number * 2 - key - theme.unit * 2);
            draw_tabular_right(draw, ImVec2(right - number, at.y), ink,
                               value_at_step(term.train, step));
            draw_tabular_right(draw, ImVec2(right, at.y), ink, value_at_step(term.held_out, step));
        }
        ImGui::PopStyleVar();
    }

    // The head of a column, underlined as its curves are drawn.
    static void sample_line(const Theme& theme, ImDrawList& draw, float right, float y,
                            const char* name, bool dashed) {
        const float width = ImGui::CalcTextSize(name).x, left = right - width;
        draw.AddText(ImVec2(std::floor(left), y), theme.muted, name);
        const float below = std::round(y + ImGui::GetTextLineHeight() + theme.scale);
        const float dash = dashed ? theme.unit : width;
        for (float x = left; x < right; x += dash * 2)
            draw.AddRectFilled(ImVec2(x, below),
                               ImVec2(std::min(right, x + dash), below + theme.scale), theme.muted);
    }

    static Help about(const PanelContext& context, const Term& term) {
        if (const PartInfo* part = find(context.catalog.terms, term.id))
            return {part->label, part->summary, part->formula, part->source,
                    "Click to hide or show it."};
        const std::string end = ".opponent";
        if (term.id.size() > end.size() &&
            term.id.compare(term.id.size() - end.size(), end.size(), end) == 0) {
            const PartInfo* part =
                find(context.catalog.terms, term.id.substr(0, term.id.size() - end.size()));
            return {term.label,
                    "What the second player" + (part ? " of " + part->label : "") +
                        " makes small, in turn with the net. It is no part of the net's own loss.",
                    "", part ? part->source : "", "Click to hide or show it."};
        }
        if (term.id == "total")
            return {"Total", "What training makes small: every term times its weight, added up.",
                    "sum of weight * term", "", "Click to hide or show it."};
        return {term.label, "", "", "", "Click to hide or show it."};
    }
};

}  // namespace

std::unique_ptr<Panel> make_curves_panel() { return std::make_unique<CurvesPanel>(); }

}  // namespace latent::app
