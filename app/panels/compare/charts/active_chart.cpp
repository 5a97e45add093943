// How many numbers of each run's code are in use.
#include <algorithm>

#include "panels/compare/charts/chart_values.h"
#include "widgets/format.h"

namespace latent::app {
namespace {

Value active_dimensions(PanelContext& context, const ChartedRun& run) {
    const auto result = found(context, run.id, kBottleneck);
    const LatentStats* stats = run.snapshot->latents.get();
    if (!stats || (result && result->step >= stats->step)) return of_figure(result.get(), "active");
    const auto active = std::count_if(stats->dimensions.begin(), stats->dimensions.end(),
                                      [](const LatentDimension& each) { return each.active; });
    return {double(active), run.snapshot->cloud ? run.snapshot->cloud->step : stats->step};
}

ComparisonChart active_chart(PanelContext& context, const ChartedRuns& runs) {
    ComparisonChart chart;
    ChartView view = view_of(context.theme, runs, "dimensions in use", [&](const ChartedRun& run) {
        return active_dimensions(context, run);
    });
    if (runs.by_width()) {
        const std::vector<double> widths = runs.places();
        view.references.push_back({widths, widths, "all in use"});
        view.logarithmic = runs.axis.logarithmic &&
                           std::all_of(view.points.begin(), view.points.end(),
                                       [](const ChartedPoint& point) { return point.point.y > 0; });
    }
    view.may_be_logarithmic = false;
    const ChartedPoint* idle = nullptr;
    std::int64_t most = 0;
    for (const ChartedPoint& point : view.points) {
        const ChartedRun* run = runs.find(point.run);
        const std::int64_t unused = width_of(*run) - std::int64_t(point.point.y);
        if (unused > most) most = unused, idle = &point;
    }
    if (!view.points.empty())
        chart.sentence = idle ? "Of the " + grouped(width_of(*runs.find(idle->run))) +
                                    " dimensions of " + runs.find(idle->run)->name + ", " +
                                    grouped(most) + " carry nothing."
                              : "Every run uses all dimensions it has.";
    chart.views.push_back(std::move(view));
    return chart;
}

}  // namespace

ChartEntry describe_active_chart() {
    ChartEntry entry;
    entry.kind = {
        "active",
        "in use",
        {"Dimensions in use", "How many numbers of the code vary from sample to sample.",
         "Var_x(mean code) >= 0.01", "Burda et al. 2016, arXiv 1509.00519", "Dashed: all of them."},
        {kBottleneck},
        {}};
    entry.build = active_chart;
    return entry;
}

}  // namespace latent::app
