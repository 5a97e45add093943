// Every score against the step at which it was measured. Chance and ceiling of the chosen one are
// dashed hairlines; on their own scale all have them at 0 and 1, so that they can be compared.
#include <algorithm>
#include <cmath>
#include <optional>

#include "panels/panel.h"
#include "panels/score_rows.h"
#include "panels/table_export.h"
#include "state/run_text.h"
#include "widgets/caption.h"
#include "widgets/format.h"
#include "widgets/line_chart.h"
#include "widgets/score_bar.h"
#include "widgets/text.h"

namespace latent::app {
namespace {

// A score's way so far.
struct Line {
    const ScoreRow* row;
    const Series* trend;
    const std::vector<float>* values;  // of the trend, or on its own scale where that is asked for
    bool shown = true;
};
using ScoreLines = Few<Line, 48>;

const Series* trend_of(const ScoreRow& row) {
    if (!row.figure || row.state.of_before) return nullptr;
    for (const Series& series : row.state.last->trend)
        if (series.id == row.figure->id && !series.steps.empty() &&
            series.steps.size() == series.values.size())
            return &series;
    return nullptr;
}

class ScoreCurvesPanel final : public Panel {
 public:
    const char* id() const override { return "score_curves"; }
    const char* title() const override { return "Scores over time"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        UiState& ui = context.ui;
        if (ui.shown == RunId::none || !context.snapshot.cloud)
            return empty_state(theme,
                               waiting_text(context.snapshot, "The way of every score appears"));
        const ScoreRows rows = score_rows(context);
        const ScoreLines lines = lines_of(ui, rows);
        if (lines.empty())
            return empty_state(theme, "Curves appear when a score has been measured.");
        {
            CaptionLine line(theme);
            export_table(context, line, "score-curves", [&] { return curves_of(rows); });
            line.toggle("own scale", ui.scores.own_scale,
                        "Each score from what noise gets (0) to what a perfect code gets (1); "
                        "those without such a scale are left out");
        }
        const ImVec2 room = ImGui::GetContentRegionAvail();
        const float table = std::min(theme.unit * 70, room.x * 0.42f);
        LineChart& chart = chart_;
        chart.begin(theme, ImVec2(room.x - table - theme.unit * 4, room.y), false);
        for (const Line& line : lines)
            if (line.shown)
                chart.add({&line.trend->steps, line.values, theme.series_colour(line.row->colour),
                           line.row->colour >= 10});
        guide(context, chart, lines, guides_);
        if (context.snapshot.history)
            for (const Change& change : context.snapshot.history->changes)
                chart.mark(change.step, change.text);
        chart.draw("score curves");
        ImGui::SameLine(0, theme.unit * 4);
        if (ImGui::BeginChild("legend", ImVec2(table, room.y)))
            legend(context, lines, chart.hovered_step());
        ImGui::EndChild();
    }

 private:
    // Two level lines, which must live until the chart is drawn.
    struct Guides {
        std::vector<std::int64_t> steps;
        std::vector<float> chance, ceiling;
    };

    // Scores on a scale of their own are shown where there are any: sums in nats beside them would
    // press them flat. A click in the legend shows or hides.
    ScoreLines lines_of(const UiState& ui, const ScoreRows& rows) {
        ScoreLines lines;
        bool any_scaled = false;
        for (const ScoreRow& row : rows)
            if (const Series* trend = trend_of(row)) {
                lines.push_back({&row, trend, &trend->values, true});
                any_scaled = any_scaled || scaled(*row.figure);
            }
        for (Line& line : lines) {
            const auto chosen = ui.scores.curves.find(line.row->figure->id);
            line.shown = chosen != ui.scores.curves.end()
                             ? chosen->second
                             : !any_scaled || scaled(*line.row->figure);
        }
        if (!ui.scores.own_scale) return lines;
        own_.resize(std::max(own_.size(), lines.size()));
        for (std::size_t i = 0; i < lines.size(); ++i) {
            put_on_own_scale(*lines[i].row->figure, lines[i].trend->values, own_[i]);
            lines[i].values = &own_[i];
        }
        return lines;
    }

    static bool scaled(const Figure& figure) { return std::isfinite(place_of(figure, 0)); }

    static void put_on_own_scale(const Figure& figure, const std::vector<float>& values,
                                 std::vector<float>& own) {
        own.clear();
        for (const float value : values) own.push_back(float(place_of(figure, double(value))));
    }

    static void guide(const PanelContext& context, LineChart& chart, const ScoreLines& lines,
                      Guides& guides) {
        const UiState& ui = context.ui;
        for (const Line& line : lines) {
            const Figure& figure = *line.row->figure;
            if (figure.id != ui.scores.focused || !line.shown) continue;
            guides.steps = {0, std::max<std::int64_t>(1, line.trend->steps.back())};
            const auto level = [&](double value, std::vector<float>& at) {
                if (ui.scores.own_scale) value = place_of(figure, value);
                if (!std::isfinite(value)) return;
                at = {float(value), float(value)};
                chart.add({&guides.steps, &at, context.theme.muted, true});
            };
            level(figure.chance, guides.chance);
            level(figure.ceiling, guides.ceiling);
        }
    }

    static void legend(PanelContext& context, const ScoreLines& lines,
                       const std::optional<double>& step) {
        const Theme& theme = context.theme;
        UiState& ui = context.ui;
        FontScope font(theme.small);
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const float row = theme.unit * 5, width = ImGui::GetContentRegionAvail().x;
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
        const auto centred = [&] {
            const ImVec2 at = ImGui::GetCursorScreenPos();
            return ImVec2(at.x, std::floor(at.y + (row - ImGui::GetTextLineHeight()) / 2));
        };
        const ImVec2 head = centred();
        draw_tabular(draw, head, theme.muted,
                     step ? "step " + grouped(std::llround(*step)) : "newest");
        ImGui::Dummy(ImVec2(width, row));
        for (const Line& line : lines) {
            const Figure& figure = *line.row->figure;
            const ImVec2 at = centred();
            ImGui::PushID(figure.id.c_str());
            if (ImGui::InvisibleButton("line", ImVec2(std::max(1.0f, width), row)))
                ui.scores.curves[figure.id] = !line.shown;
            const bool hovered = ImGui::IsItemHovered();
            ImGui::PopID();
            if (hovered) {
                Help help = about(*line.row->part, figure, *line.row->state.last);
                help.note += "\nClick to hide or show it.";
                help_tooltip(theme, help);
            }
            const float middle = at.y + ImGui::GetTextLineHeight() / 2, key = theme.unit * 3;
            const ImU32 colour = theme.series_colour(line.row->colour);
            if (line.shown)
                draw.AddCircleFilled(ImVec2(at.x + key / 2, middle), theme.unit, colour);
            else
                draw.AddCircle(ImVec2(at.x + key / 2, middle), theme.unit, theme.muted);
            const float number = tabular_width("00.000") + theme.unit * 2;
            const ImU32 ink = line.shown ? theme.text : theme.muted;
            draw_text(draw, ImVec2(at.x + key + theme.unit, at.y), hovered ? theme.accent : ink,
                      line.row->full_label(), width - number - key - theme.unit * 2);
            draw_tabular_right(draw, ImVec2(at.x + width - theme.unit * 2, at.y), ink,
                               value_at(line, step));
        }
        ImGui::PopStyleVar();
    }

    static std::string value_at(const Line& line, const std::optional<double>& step) {
        const std::vector<float>& values = *line.values;
        const float value = step ? values[nearest_index(line.trend->steps, *step)] : values.back();
        return std::isfinite(value) ? significant(double(value), 3) : "-";
    }

    LineChart chart_;
    Guides guides_;
    std::vector<std::vector<float>> own_;  // values of the lines, each on its own scale
};

}  // namespace

std::unique_ptr<Panel> make_score_curves_panel() { return std::make_unique<ScoreCurvesPanel>(); }

}  // namespace latent::app
