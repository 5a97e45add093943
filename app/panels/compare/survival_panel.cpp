// How well a fixed probe reads each known factor from the code, over the widths: a line a factor,
// from guessing (0) to what the same probe reads from the raw samples (1). A click on one shows the
// samples where it was lost.
#include <algorithm>
#include <cmath>

#include "panels/compare/charted_runs.h"
#include "panels/compare/survival_lines.h"
#include "panels/panel.h"
#include "panels/table_export.h"
#include "state/run_text.h"
#include "widgets/caption.h"
#include "widgets/format.h"
#include "widgets/sample_picture.h"
#include "widgets/text.h"
#include "widgets/word_row.h"

namespace latent::app {
namespace {

constexpr const char* kSurvival = "survival";

class SurvivalPanel final : public Panel {
 public:
    const char* id() const override { return "survival"; }
    const char* title() const override { return "What survives"; }

    void draw(PanelContext& context) override {
        const Theme& theme = context.theme;
        const ChartedRuns& runs = runs_.look(context);
        if (runs.runs.empty() || !context.snapshot.data)
            return empty_state(
                theme, waiting_text(context.snapshot, "What each width throws away appears"));
        if (context.snapshot.data->factors.empty())
            return empty_state(theme, "What varies in " + context.snapshot.data->label +
                                          " is not known in advance, so nothing can be said of "
                                          "what survives. Faces and sprites are made from known "
                                          "factors: try those.");
        if (!find(context.catalog.analyses, kSurvival))
            return empty_state(theme, "This engine does not measure what survives.");
        keep_measured(context, runs, measured_);
        const std::uint64_t results = results_.look(context, runs, {&measured_});
        const std::vector<FactorLine>& lines =
            lines_.of(runs.version, results, [&] { return survival_lines(context, runs); });
        caption(context, runs, lines);
        if (lines.empty()) return empty_state(theme, waiting(context, runs));
        const FactorLine* chosen = nullptr;
        for (const FactorLine& line : lines)
            if (line.label == context.ui.comparison.factor) chosen = &line;
        const Comparison& choice = context.ui.comparison;
        words(context, sentence_.of(runs.version, results, choice.factor, choice.width, [&] {
            return chosen ? about(context, runs, *chosen) : survival_sentence(runs, lines);
        }));
        const ImVec2 room = ImGui::GetContentRegionAvail();
        // Two rows of pictures below the chart, as large as it can spare.
        const float pictures =
            chosen ? std::clamp(room.y * 0.42f, theme.unit * 22, theme.unit * 44) : 0;
        const Drawn& drawn = drawn_.of(runs.version, results, choice.factor, choice.raw_survival,
                                       [&] { return to_draw(context, runs, lines, chosen); });
        draw_chart(context, runs, lines, drawn, ImVec2(room.x, room.y - pictures));
        if (chosen) draw_lost(context, runs, *chosen, pictures);
    }

 private:
    static std::string waiting(PanelContext& context, const ChartedRuns& runs) {
        for (const ChartedRun& run : runs.runs) {
            const auto result = context.requests.analysis(run.id, kSurvival);
            if (result && !result->problem.empty()) return result->problem;
            if (result && !result->doing.empty()) return result->doing;
        }
        return "Lines appear as the runs train and are measured, one after the other.";
    }

    static void caption(PanelContext& context, const ChartedRuns& runs,
                        const std::vector<FactorLine>& lines) {
        CaptionLine line(context.theme);
        export_table(
            context, line, "compare-survival", [&] { return table_of(runs, lines); },
            lines.empty() ? "Nothing was measured yet." : "");
        line.toggle("raw", context.ui.comparison.raw_survival,
                    "Accuracy or R^2 as it is; otherwise 0 is what guessing gets and 1 what the "
                    "same probe reads from the raw samples");
    }

    // On top: what it comes to, or of the factor that is looked at.
    static void words(PanelContext& context, const std::string& sentence) {
        const Theme& theme = context.theme;
        FontScope font(theme.small);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const ImVec2 room = ImGui::GetContentRegionAvail();
        const float line = ImGui::GetTextLineHeight();
        const int most = std::max(2, int(room.y * 0.17f / line));
        const TextLines shown = wrapped(sentence, room.x, most);
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        for (std::size_t i = 0; i < shown.size(); ++i)
            draw_text(draw, ImVec2(at.x, at.y + line * float(i)), theme.text, shown[i]);
        ImGui::InvisibleButton(
            "words",
            ImVec2(std::max(1.0f, room.x), line * float(std::max<std::size_t>(1, shown.size()))));
        if (ImGui::IsItemHovered())
            help_tooltip(
                theme,
                {"What survives the bottleneck", sentence, "", "",
                 "A fixed probe learns to read each factor from the code of training samples "
                 "and is tried on held-out ones. A factor survives where it gets half way "
                 "from guessing to what it reads from the raw samples."});
    }

    static std::string about(PanelContext& context, const ChartedRuns& runs,
                             const FactorLine& line) {
        const FactorReading* reading = reading_near(line, runs, context.ui.comparison.width);
        if (!reading) return line.label + " was not measured.";
        std::string text = line.label + " at " + place_text(runs, reading->x) + ": read with " +
                           significant(reading->value, 2);
        if (std::isfinite(reading->chance))
            text += "; guessing gets " + significant(reading->chance, 2);
        if (std::isfinite(reading->ceiling))
            text += ", the raw samples give " + significant(reading->ceiling, 2);
        return capitalised(text) + ".";
    }

    // The lines as the chart has them, and the levels they are read against.
    struct Drawn {
        std::vector<PointLine> lines;
        std::vector<ReferenceLine> half, levels;  // `half` where there is room for it
    };
    static Drawn to_draw(const PanelContext& context, const ChartedRuns& runs,
                         const std::vector<FactorLine>& lines, const FactorLine* chosen) {
        Drawn drawn;
        const bool raw = context.ui.comparison.raw_survival;
        const std::vector<double> places = runs.places();
        const auto level = [&](double value) {
            return ReferenceLine{places, std::vector<double>(places.size(), value), "", "", true};
        };
        if (!raw) drawn.half = {level(kSurvives)};
        if (raw && chosen && !chosen->readings.empty())
            drawn.levels = {level(chosen->readings.back().chance),
                            level(chosen->readings.back().ceiling)};
        for (const FactorLine& line : lines) {
            PointLine each;
            each.points = raw ? line.value : line.share;
            each.colour = context.theme.series_colour(line.colour);
            each.dashed = line.colour >= 10;
            each.label = line.label;
            each.aside = !line.survives()          ? "lost"
                         : runs.axis.names.empty() ? setting(line.survives_from)
                                                   : "";
            each.quiet = chosen && chosen != &line;
            drawn.lines.push_back(std::move(each));
        }
        return drawn;
    }

    void draw_chart(PanelContext& context, const ChartedRuns& runs,
                    const std::vector<FactorLine>& lines, const Drawn& drawn, ImVec2 size) {
        const Theme& theme = context.theme;
        Comparison& choice = context.ui.comparison;
        PointChart& chart = chart_;
        chart.begin(theme, size);
        chart.along(runs.axis);
        chart.name_lines_at_ends();
        const bool raw = choice.raw_survival;
        if (size.y > theme.unit * 60)
            chart.values(
                raw ? "accuracy or R^2 of a probe" : "0: as guessing, 1: as from the raw samples",
                false);
        if (raw)
            chart.include(0), chart.include(1);
        else
            fixed_range(chart, lines);
        chart.references(size.y > theme.unit * 30 && !raw ? drawn.half : drawn.levels);
        chart.lines(drawn.lines);
        chart.draw("factors");
        if (!chart.hovered_line()) return;
        const FactorLine& line = lines[std::size_t(*chart.hovered_line())];
        card(theme, runs, line, chart.hovered_place().value_or(0));
        if (!chart.clicked()) return;
        const bool on_line = chart.hovered_place().has_value();
        if (choice.factor == line.label && !on_line) {
            choice.factor.clear();
            return;
        }
        choice.factor = line.label;
        if (!on_line) return;
        if (const FactorReading* reading = reading_near(line, runs, *chart.hovered_place()))
            choice.width = reading->x;
    }

    // From guessing to the raw samples, and a little beyond where something is.
    static void fixed_range(PointChart& chart, const std::vector<FactorLine>& lines) {
        double low = 0, high = 1;
        for (const FactorLine& line : lines)
            for (const BandPoint& point : line.share)
                low = std::min(low, point.low), high = std::max(high, point.high);
        chart.between(std::max(low, -0.5) - 0.03, std::min(high, 1.2) + 0.03);
    }

    static void card(const Theme& theme, const ChartedRuns& runs, const FactorLine& line,
                     double place) {
        Help help{line.label, "", "", "", ""};
        help.sentence = line.survives()
                            ? "Survives from " + place_text(runs, line.survives_from) + " on."
                            : "Lost at every width that was tried.";
        if (const FactorReading* reading = place > 0 ? reading_near(line, runs, place) : nullptr) {
            const ChartedRun* run = runs.find(reading->run);
            help.note = (run ? run->name : place_text(runs, reading->x)) + ", step " +
                        grouped(reading->step) + ": " + significant(reading->value, 3);
            if (std::isfinite(reading->chance))
                help.note += "; guessing " + significant(reading->chance, 3);
            if (std::isfinite(reading->ceiling))
                help.note += "; raw samples " + significant(reading->ceiling, 3);
        }
        help.note += std::string(help.note.empty() ? "" : "\n") + "Click for where it was lost.";
        help_tooltip(theme, help);
    }

    // The samples from which it could be read, but not from their codes; and what became of them.
    void draw_lost(PanelContext& context, const ChartedRuns& runs, const FactorLine& line,
                   float height) {
        const Theme& theme = context.theme;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x;
        const FactorReading* reading = reading_near(line, runs, context.ui.comparison.width);
        const auto result = reading ? found(context, reading->run, kSurvival) : nullptr;
        const LostSamples lost = result ? lost_samples(*result, line) : LostSamples();
        const ChartedRun* run = reading ? runs.find(reading->run) : nullptr;
        {
            WordRow row(theme);
            if (row.word("close", false, "Show all factors again"))
                context.ui.comparison.factor.clear();
            row.gap();
            row.text(
                theme.muted,
                fitted(run ? Words("lost by ") + run->name : Words("not measured"), row.room()));
        }
        const float top = at.y + word_row_height(theme);
        if (!lost.originals || !lost.outputs || lost.originals->count == 0) {
            FontScope font(theme.small);
            draw_text(*ImGui::GetWindowDrawList(), ImVec2(at.x, top), theme.muted,
                      "It was lost in none of the held-out samples.", width);
            return;
        }
        painter_.look_at(run->snapshot->data.get(),
                         run->snapshot->cloud ? run->snapshot->cloud->probe.get() : nullptr);
        const float gap = theme.unit, rows = at.y + height - top;
        const float side = std::floor((rows - gap) / 2);
        if (side < 4) return;
        const float each = side * std::max(0.5f, picture_aspect(*lost.originals));
        const int count = std::min(lost.originals->count, int((width + gap) / (each + gap)));
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        for (int i = 0; i < count; ++i) {
            const float x = at.x + (each + gap) * float(i);
            const Rect above{ImVec2(x, top), ImVec2(x + each, top + side)},
                below{ImVec2(x, top + side + gap), ImVec2(x + each, top + side * 2 + gap)};
            painter_.draw(theme, context.textures, draw, above, *lost.originals, i, theme.text);
            if (i < lost.outputs->count)
                painter_.draw(theme, context.textures, draw, below, *lost.outputs, i, theme.accent);
        }
        ImGui::SetCursorScreenPos(ImVec2(at.x, top));
        ImGui::InvisibleButton("lost", ImVec2(std::max(1.0f, width), std::max(1.0f, rows)));
        if (ImGui::IsItemHovered())
            help_tooltip(theme, {line.label + ", lost",
                                 "Above: held-out samples from which it can be read. Below: what "
                                 "the net makes of them; from their codes it was read wrongly.",
                                 "", "", "The farthest off first."});
    }

    const std::vector<std::string> measured_{kSurvival};
    KeptRuns runs_;
    ResultsVersion results_;
    // By the runs, their results, and what is chosen of it.
    Kept<std::vector<FactorLine>, std::uint64_t, std::uint64_t> lines_;
    Kept<std::string, std::uint64_t, std::uint64_t, std::string, double> sentence_;
    Kept<Drawn, std::uint64_t, std::uint64_t, std::string, bool> drawn_;
    PointChart chart_;
    SamplePainter painter_;
};

}  // namespace

std::unique_ptr<Panel> make_survival_panel() { return std::make_unique<SurvivalPanel>(); }

}  // namespace latent::app
