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
        const ChartedRuns& runs = runs_.look(context);
        if (runs.runs.empty())
            return empty_state(theme, waiting_text(context.snapshot, "All runs are charted"));
        const std::vector<ChartKind>& kinds =
            kinds_.of(runs.version, [&] { return chart_kinds(context, runs); });
        Comparison& choice = context.ui.comparison;
        const ChartKind* kind = &kinds.front();
        for (const ChartKind& each : kinds)
            if (each.id == choice.chart) kind = &each;
        keep_measured(context, runs, kind->analyses, kind->of_data);
        const std::uint64_t results =
            results_.look(context, runs, {&kind->analyses, &kind->of_data});
        const ComparisonChart& chart =
            made_.of(runs.version, results, context.snapshot.data, kind->id, choice.chart,
                     [&] { return chart_to_show(context, runs, kind->id); });
        {
            CaptionLine line(theme);
            export_table(context, line, Words("compare-") + kind->id,
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
                if (row.word((Words(each.word) + "##" + each.id).c_str(), each.id == kind->id,
                             nullptr))
                    choice.chart = each.id;
                if (ImGui::IsItemHovered()) help_tooltip(theme, each.help);
            }
        }
        draw_chart(context, runs, chart);
    }

 private:
    static ComparisonChart chart_to_show(PanelContext& context, const ChartedRuns& runs,
                                         const std::string& id) {
        ComparisonChart chart = chart_of(context, runs, id);
        // Another than the one that was chosen: why.
        const std::string why = why_not_charted(context, runs, context.ui.comparison.chart);
        if (!why.empty())
            chart.sentence = why + (chart.sentence.empty() ? "" : " ") + chart.sentence;
        return chart;
    }

    // Beside the title and the words of the line.
    static Words fitted_to_line(const Theme& theme, std::string_view text, bool beside_log) {
        FontScope font(theme.small);
        return fitted(text, ImGui::GetContentRegionAvail().x - theme.unit * (beside_log ? 50 : 42));
    }

    void draw_chart(PanelContext& context, const ChartedRuns& runs, const ComparisonChart& chart) {
        const Theme& theme = context.theme;
        const ImVec2 room = ImGui::GetContentRegionAvail();
        TextLines words;
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
            ImGui::PushID(int(i));
            draw_view(context, runs, chart.views[i], ImVec2(room.x, height - theme.unit));
            ImGui::PopID();
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
        const std::string_view last = words.back();
        if (ImGui::IsItemHovered() && last.size() > 3 && last.substr(last.size() - 3) == "...")
            help_tooltip(theme, {"", chart.sentence, "", "", ""});
    }

    void draw_view(PanelContext& context, const ChartedRuns& runs, const ChartView& view,
                   ImVec2 size) {
        const Theme& theme = context.theme;
        PointChart& chart = chart_;
        chart.begin(theme, size);
        chart.along(view.axis);
        chart.values(view.values, view.logarithmic ||
                                      (view.may_be_logarithmic && context.ui.comparison.log_chart));
        for (const double value : view.include) chart.include(value);
        chart.zones(view.zones);
        chart.references(view.references);
        chart.lines(view.lines);
        for (const ChartedPoint& point : view.points) chart.point(point.point);
        chart.draw("chart");
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

    KeptRuns runs_;
    ResultsVersion results_;
    Kept<std::vector<ChartKind>, std::uint64_t> kinds_;
    // By the runs, their results, the data shown, which chart it is and which was chosen.
    Kept<ComparisonChart, std::uint64_t, std::uint64_t, std::shared_ptr<const DatasetInfo>,
         std::string, std::string>
        made_;
    PointChart chart_;
};

}  // namespace

std::unique_ptr<Panel> make_comparison_panel() { return std::make_unique<ComparisonPanel>(); }

}  // namespace latent::app
