// What each run cost: seconds of training and parameters.
#include "panels/compare/charts/chart_values.h"
#include "widgets/format.h"

namespace latent::app {
namespace {

ComparisonChart cost_chart(PanelContext& context, const ChartedRuns& runs) {
    ComparisonChart chart;
    ChartView time = view_of(context.theme, runs, "seconds of training", [](const ChartedRun& run) {
        const Progress& progress = run.snapshot->progress;
        return Value{progress.seconds > 0 ? progress.seconds : kUnknown, progress.step};
    });
    ChartView size = view_of(context.theme, runs, "parameters", [](const ChartedRun& run) {
        const ModelInfo* model = run.snapshot->model.get();
        return Value{model ? double(model->parameters) : kUnknown, run.snapshot->progress.step};
    });
    for (ChartedPoint& point : time.points) point.value = duration(point.point.y);
    for (ChartedPoint& point : size.points) point.value = grouped(std::int64_t(point.point.y));
    // In thousands, so that the numbers at the axis are short.
    size.values = "parameters, in thousands";
    for (ChartedPoint& point : size.points) point.point.y /= 1000;
    for (PointLine& each : size.lines)
        for (BandPoint& point : each.points)
            point.low /= 1000, point.median /= 1000, point.high /= 1000;
    double seconds = 0;
    for (const ChartedPoint& point : time.points) seconds += point.point.y;
    if (!time.points.empty())
        chart.sentence = counted(std::int64_t(time.points.size()), "run") + " trained for " +
                         duration(seconds) + " altogether.";
    time.axis.label.clear();
    chart.views.push_back(std::move(time));
    chart.views.push_back(std::move(size));
    return chart;
}

}  // namespace

ChartEntry describe_cost_chart() {
    ChartEntry entry;
    entry.kind = {
        "cost",
        "cost",
        {"Time and size", "How long each run trained, and how many numbers its net has learnt.", "",
         "", ""},
        {},
        {}};
    entry.build = cost_chart;
    return entry;
}

}  // namespace latent::app
