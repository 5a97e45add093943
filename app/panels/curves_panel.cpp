// Every term's value over the steps: training solid, held-out dashed. Marks show where a setting
// was changed live.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

#include "panels/panel.h"
#include "panels/setting_row.h"
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
    std::string_view id, label;
    const Series* train = nullptr;
    const Series* held_out = nullptr;
};

bool has_terms(const RunConfig& config) {
    const auto after = config.values().lower_bound("terms.");
    return after != config.values().end() && begins_with(after->first, "terms.");
}

// A loss without further terms is its reconstruction: the total would be the same line once more.
bool total_is_reconstruction(const RunConfig* config) {
    return config && config->has("reconstruction") && !has_terms(*config);
}

// The history has the names.
using Terms = Few<Term, 16>;

Terms terms_of(const TermHistory& history, const RunConfig* config) {
    Terms terms;
    for (const Series& series : history.series) {
        auto term = std::find_if(terms.begin(), terms.end(),
                                 [&](const Term& t) { return t.id == series.id; });
        if (term == terms.end()) {
            terms.push_back({series.id, series.label, nullptr, nullptr});
            term = terms.end() - 1;
        }
        (series.held_out ? term->held_out : term->train) = &series;
    }
    // What all the others add up to comes first, and is drawn below them.
    const auto total = std::find_if(terms.begin(), terms.end(),
                                    [](const Term& term) { return term.id == "total"; });
    if (total == terms.end()) return terms;
    std::rotate(terms.begin(), total, total + 1);
    if (terms.size() == 2 && total_is_reconstruction(config)) return {terms.back()};
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
        const Terms terms = terms_of(*history, context.snapshot.config.get());
        const ImVec2 room = ImGui::GetContentRegionAvail();
        const float table = std::min(theme.unit * 66, room.x * 0.42f);

        chart_.begin(theme, ImVec2(room.x - table - theme.unit * 4, room.y), context.ui.log_curves);
        // Held-out curves on top: training ones are noisy and would bury them.
        for (const bool held_out : {false, true})
            for (std::size_t i = 0; i < terms.size(); ++i) {
                const Series* series = held_out ? terms[i].held_out : terms[i].train;
                if (!series || context.ui.hidden_series.count(series->id)) continue;
                chart_.add(
                    {&series->steps, &series->values, theme.series_colour(int(i)), held_out});
            }
        for (const Change& change : history->changes) chart_.mark(change.step, change.text);
        const Words looking_back = Words("looking back at step ") + grouped(context.ui.past_step);
        if (context.ui.past_step >= 0) chart_.mark(context.ui.past_step, looking_back);
        chart_.draw("curves");
        ImGui::SameLine(0, theme.unit * 4);
        if (ImGui::BeginChild("legend", ImVec2(table, room.y)))
            legend(context, terms, chart_.hovered_step());
        ImGui::EndChild();
    }

 private:
    // The legend is the readout: the values under the mouse, or the newest ones.
    static void legend(PanelContext& context, const Terms& terms,
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
            ImGui::PushID(term.id.data(), term.id.data() + term.id.size());
            const bool clicked = ImGui::InvisibleButton("term", ImVec2(width, row));
            const bool hovered = ImGui::IsItemHovered();
            ImGui::PopID();
            const std::string& id = (term.train ? term.train : term.held_out)->id;
            const bool hidden = context.ui.hidden_series.count(id) != 0;
            if (clicked && hidden)
                context.ui.hidden_series.erase(id);
            else if (clicked)
                context.ui.hidden_series.insert(id);
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
        const std::string id(term.id), label(term.label);
        if (const PartInfo* part = find(context.catalog.terms, id))
            return {part->label, part->summary, part->formula, part->source,
                    "Click to hide or show it."};
        const std::string end = ".opponent";
        if (id.size() > end.size() && id.compare(id.size() - end.size(), end.size(), end) == 0) {
            const PartInfo* part =
                find(context.catalog.terms, id.substr(0, id.size() - end.size()));
            return {label,
                    "What the second player" + (part ? " of " + part->label : "") +
                        " makes small, in turn with the net. It is no part of the net's own loss.",
                    "", part ? part->source : "", "Click to hide or show it."};
        }
        if (id == "total")
            return {"Total", "What training makes small: every term times its weight, added up.",
                    "sum of weight * term", "", "Click to hide or show it."};
        return {label, "", "", "", "Click to hide or show it."};
    }

    LineChart chart_;
};

}  // namespace

std::unique_ptr<Panel> make_curves_panel() { return std::make_unique<CurvesPanel>(); }

}  // namespace latent::app
