// Charts over all runs, filling in while they train: held-out error with the line of exact PCA,
// accuracies, rate and distortion, dimensions in use, cost, and where the bottleneck is right.
#include <algorithm>

#include "panels/compare/charts/charts.h"
#include "panels/panel.h"
#include "panels/table_export.h"
#include "state/run_text.h"
#include "widgets/caption.h"
#include "widgets/format.h"
#include "widgets/text.h"
#include "widgets/word_row.h"

namespace latent::app {
namespace {

class ComparisonPanel final : public Panel {
 public:
    const char* id() const override { return "comparison"; }
    const char* title() const override { return "Against width"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        const ChartedRuns runs = charted_runs(context);
        if (runs.runs.empty())
            return empty_state(theme, waiting_text(context.snapshot, "All runs are charted"));
        const std::vector<ChartKind> kinds = chart_kinds(context, runs);
        Comparison& choice = context.ui.comparison;
        const ChartKind* kind = &kinds.front();
        for (const ChartKind& each : kinds)
            if (each.id == choice.chart) kind = &each;
        keep_measured(context, runs, kind->analyses, kind->of_data);
        ComparisonChart chart = chart_of(context, runs, kind->id);
        // Another than the one that was chosen: why.
        const std::string why = why_not_charted(context, runs, choice.chart);
        if (!why.empty())
            chart.sentence = why + (chart.sentence.empty() ? "" : " ") + chart.sentence;
        {
            CaptionLine line(theme);
            export_table(context, line, "compare-" + kind->id,
                         [&] { return table_of(runs, chart); });
            const bool may =
                std::any_of(chart.views.begin(), chart.views.end(),
                            [](const ChartView& view) { return view.may_be_logarithmic; });
            if (may) line.toggle("log", choice.log_chart, "Values on a logarithmic scale");
            line.text(theme.muted, fitted_to_line(theme, measuring_text(context, runs), may));
        }
        {
            WordRow row(theme);
            for (const ChartKind& each : kinds) {
                if (row.word((each.word + "##" + each.id).c_str(), each.id == kind->id, nullptr))
                    choice.chart = each.id;
                if (ImGui::IsItemHovered()) help_tooltip(theme, each.help);
            }
        }
        draw_chart(context, runs, chart);
    }

 private:
    // Beside the title and the words of the line.
    static std::string fitted_to_line(const Theme& theme, const std::string& text,
                                      bool beside_log) {
        FontScope font(theme.small);
        return fitted(text, ImGui::GetContentRegionAvail().x - theme.unit * (beside_log ? 50 : 42));
    }

    static void draw_chart(PanelContext& context, const ChartedRuns& runs,
                           const ComparisonChart& chart) {
        const Theme& theme = context.theme;
        const ImVec2 room = ImGui::GetContentRegionAvail();
        std::vector<std::string> words;
        float words_height = 0;
        {
            FontScope font(theme.small);
            const float line = ImGui::GetTextLineHeight();
            const int most = std::max(2, int(room.y * 0.36f / line));
            words = wrapped(chart.sentence, room.x, most);
            words_height = line * float(words.size()) + (words.empty() ? 0 : theme.unit);
        }
        const bool any = std::any_of(chart.views.begin(), chart.views.end(),
                                     [](const ChartView& view) { return !view.points.empty(); });
        if (!any) {
            empty_state(theme,
                        "Points appear as the runs train and are measured, one after the "
                        "other.");
            return;
        }
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float height = (room.y - words_height) / float(chart.views.size());
        for (std::size_t i = 0; i < chart.views.size(); ++i) {
            ImGui::SetCursorScreenPos(ImVec2(at.x, at.y + height * float(i)));
            draw_view(context, runs, chart.views[i], "chart" + std::to_string(i),
                      ImVec2(room.x, height - theme.unit));
        }
        FontScope font(theme.small);
        const ImVec2 below(at.x, at.y + room.y - words_height + theme.unit);
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        for (std::size_t i = 0; i < words.size(); ++i)
            draw_text(draw, ImVec2(below.x, below.y + ImGui::GetTextLineHeight() * float(i)),
                      theme.text, words[i]);
        // Where it is longer than there is room, the whole of it.
        if (words.empty() || words_height < 1) return;
        ImGui::SetCursorScreenPos(below);
        ImGui::InvisibleButton(
            "words", ImVec2(std::max(1.0f, room.x), std::max(1.0f, words_height - theme.unit)));
        if (ImGui::IsItemHovered() && words.back().size() > 3 &&
            words.back().compare(words.back().size() - 3, 3, "...") == 0)
            help_tooltip(theme, {"", chart.sentence, "", "", ""});
    }

    static void draw_view(PanelContext& context, const ChartedRuns& runs, const ChartView& view,
                          const std::string& id, ImVec2 size) {
        const Theme& theme = context.theme;
        PointChart chart(theme, id.c_str(), size);
        chart.along(view.axis);
        chart.values(view.values, view.logarithmic ||
                                      (view.may_be_logarithmic && context.ui.comparison.log_chart));
        for (const double value : view.include) chart.include(value);
        for (const ChartZone& zone : view.zones) chart.zone(zone);
        for (const ReferenceLine& line : view.references) chart.reference(line);
        for (const PointLine& line : view.lines) chart.line(line);
        for (const ChartedPoint& point : view.points) chart.point(point.point);
        chart.draw();
        if (!chart.hovered_point()) return;
        const ChartedPoint& point = view.points[std::size_t(*chart.hovered_point())];
        const ChartedRun* run = runs.find(point.run);
        if (!run) return;
        card(theme, *run, point);
        if (chart.clicked()) context.requests.show_run(point.run);
    }

    static void card(const Theme& theme, const ChartedRun& run, const ChartedPoint& point) {
        const Progress& progress = run.snapshot->progress;
        Help help{run.name, point.what + ": " + point.value, "", "", ""};
        help.note = "Step " + grouped(point.step);
        if (progress.step != point.step) help.note += "; the run is at " + grouped(progress.step);
        help.note += ", " + state_word(*run.snapshot) + ", " + duration(progress.seconds) +
                     ".\nClick to show this run.";
        help_tooltip(theme, help);
    }
};

}  // namespace

std::unique_ptr<Panel> make_comparison_panel() { return std::make_unique<ComparisonPanel>(); }

}  // namespace latent::app
