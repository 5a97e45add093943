// Where the bottleneck is too narrow, right or too wide: what stays unexplained of held-out and of
// foreign samples (latent/comparison.h).
#include <algorithm>
#include <cmath>
#include <optional>

#include "panels/compare/charts/chart_values.h"

namespace latent::app {
namespace {

// Zones from half way to the neighbour on one side to half way on the other; neighbours of one
// verdict are one.
std::vector<ChartZone> zones_of(const Theme& theme, const SweetSpot& spot) {
    std::vector<ChartZone> zones;
    const auto colour = [&](WidthVerdict verdict, std::string& label) {
        const ImU32 ink = verdict == WidthVerdict::too_narrow ? theme.warn
                          : verdict == WidthVerdict::sweet    ? theme.good
                                                              : theme.bad;
        label = verdict == WidthVerdict::too_narrow ? "too narrow"
                : verdict == WidthVerdict::sweet    ? "sweet spot"
                                                    : "too wide";
        return (ink & ~IM_COL32_A_MASK) | (ImU32(34) << IM_COL32_A_SHIFT);
    };
    const std::size_t n = std::min(spot.widths.size(), spot.verdicts.size());
    std::optional<WidthVerdict> before;
    for (std::size_t i = 0; i < n; ++i) {
        const WidthVerdict verdict = spot.verdicts[i];
        const double width = spot.widths[i];
        if (verdict != WidthVerdict::unknown) {
            const double from = i > 0 ? std::sqrt(spot.widths[i - 1] * width) : width / 4,
                         to = i + 1 < n ? std::sqrt(width * spot.widths[i + 1]) : width * 4;
            if (before == verdict) {
                zones.back().to = to;
            } else {
                ChartZone zone{from, to, 0, ""};
                zone.colour = colour(verdict, zone.label);
                zones.push_back(std::move(zone));
            }
        }
        before = verdict;
    }
    return zones;
}

ComparisonChart meter_chart(PanelContext& context, const ChartedRuns& runs) {
    ComparisonChart chart;
    ChartView view;
    view.values = "unexplained";
    view.axis = runs.axis;
    view.include = {0};
    add_figure(context, view, runs,
               {kBottleneck, "fvu_foreign", "foreign", "unexplained of foreign samples",
                PointShape::circle, false});
    add_figure(context, view, runs,
               {kBottleneck, "fvu_held_out", "held-out", "unexplained of held-out samples",
                PointShape::diamond, true});
    std::vector<WidthFigures> figures;
    for (const ChartedRun& run : runs.runs) {
        const auto result = found(context, run.id, kBottleneck);
        if (!result) continue;
        figures.push_back({double(width_of(run)), figure_of(result.get(), "fvu_held_out"),
                           figure_of(result.get(), "fvu_foreign"),
                           figure_of(found(context, run.id, "knn5").get(), "knn5_accuracy")});
    }
    if (!figures.empty()) {
        const SweetSpot spot = sweet_spot(figures);
        chart.sentence = spot.sentence;
        if (runs.by_width()) view.zones = zones_of(context.theme, spot);
    }
    chart.views.push_back(std::move(view));
    return chart;
}

}  // namespace

ChartEntry describe_meter_chart() {
    ChartEntry entry;
    entry.kind = {
        "meter",
        "sweet spot",
        {"Too narrow, right, too wide",
         "How much of the variance of held-out samples, and of foreign ones it was never shown, "
         "stays unexplained. A net that is too narrow loses its own; one that is too wide copies "
         "whatever it is given, foreign samples too.",
         "|x - D(E(x))|^2 / |x - mean x|^2", "", ""},
        {kBottleneck, "knn5"},
        {}};
    entry.build = meter_chart;
    entry.why_not = without_bottleneck;
    return entry;
}

}  // namespace latent::app
