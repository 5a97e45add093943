#include "panels/compare/charts/chart_values.h"

#include <algorithm>
#include <cmath>

#include "widgets/format.h"

namespace latent::app {

std::vector<BandPoint> band_of(const std::vector<ChartedPoint>& points) {
    std::vector<RunFigure> figures;
    for (const ChartedPoint& point : points) figures.push_back({point.point.x, point.point.y});
    return latent::band_of(figures);
}

void add_lines(const Theme& theme, ChartView& view, const ChartedRuns& runs,
               const std::vector<ChartedPoint>& points, PointLine line) {
    const ImU32 colour = line.colour;
    for (int group = 0; group < runs.groups; ++group) {
        std::vector<ChartedPoint> of_group;
        for (const ChartedPoint& point : points)
            if (const ChartedRun* run = runs.find(point.run))
                if (run->group == group) of_group.push_back(point);
        if (of_group.empty()) continue;
        line.points = band_of(of_group);
        line.colour = runs.groups == 1 ? colour : theme.series_colour(group);
        view.lines.push_back(line);
        line.keyed = false;  // the first stands for all
    }
}

Value of_figure(const AnalysisResult* result, const std::string& id) {
    return {figure_of(result, id), result ? result->step : 0};
}

ValueOf figure_of_each(PanelContext& context, const char* analysis, const std::string& id) {
    return [&context, analysis, id](const ChartedRun& run) {
        return of_figure(found(context, run.id, analysis).get(), id);
    };
}

void add_points(ChartView& view, const ChartedRuns& runs, const std::string& what, PointShape shape,
                const ValueOf& value_of) {
    for (const ChartedRun& run : runs.runs) {
        const Value value = value_of(run);
        if (!std::isfinite(value.value)) continue;
        view.points.push_back({run.id,
                               {run.x, value.value, run.colour, run.finished, shape},
                               what,
                               significant(value.value, 3),
                               value.step});
    }
}

ChartView view_of(const Theme& theme, const ChartedRuns& runs, const std::string& what,
                  const ValueOf& value_of) {
    ChartView view;
    view.values = what;
    view.axis = runs.axis;
    add_points(view, runs, what, PointShape::circle, value_of);
    PointLine line;
    line.colour = theme.muted;
    add_lines(theme, view, runs, view.points, line);
    return view;
}

std::vector<ChartedPoint> add_figure(PanelContext& context, ChartView& view,
                                     const ChartedRuns& runs, const FigureLine& of) {
    ChartView one;
    add_points(one, runs, of.what, of.shape, figure_of_each(context, of.analysis, of.figure));
    if (one.points.empty()) return {};
    PointLine line{
        {}, of.dashed ? context.theme.muted : context.theme.accent, of.name, "", of.dashed};
    line.shape = of.shape;
    add_lines(context.theme, view, runs, one.points, line);
    view.points.insert(view.points.end(), one.points.begin(), one.points.end());
    return one.points;
}

std::int64_t width_of(const ChartedRun& run) {
    const RunConfig& config = *run.snapshot->config;
    return config.has("code.width") ? config.integer("code.width") : 0;
}

bool names_classes(const ChartedRun& run) {
    return run.snapshot->data && !run.snapshot->data->class_names.empty();
}

std::string without_bottleneck(const PanelContext& context, const ChartedRuns&) {
    return find(context.catalog.analyses, kBottleneck) ? ""
                                                       : "There is no such chart: this engine does "
                                                         "not measure what a bottleneck passes on.";
}

}  // namespace latent::app
