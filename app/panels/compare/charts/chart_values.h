// What the charts over all runs are made of: values of runs, their points, and the line through the
// medians of those at one place with its band. Thread: UI.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "panels/compare/charts/charts.h"

namespace latent::app {

constexpr const char* kBottleneck = "bottleneck";  // the analysis most charts read

// A value of a run and the step at which it was so.
struct Value {
    double value = kUnknown;
    std::int64_t step = 0;
};
using ValueOf = std::function<Value(const ChartedRun&)>;

// A figure of a result, with the result's step.
Value of_figure(const AnalysisResult* result, const std::string& id);
// That figure of each run's newest result.
ValueOf figure_of_each(PanelContext& context, const char* analysis, const std::string& id);

// A point for every run that has a value.
void add_points(ChartView& view, const ChartedRuns& runs, const std::string& what, PointShape shape,
                const ValueOf& value_of);

// The points at each place taken together.
std::vector<BandPoint> band_of(const std::vector<ChartedPoint>& points);

// A line for each group of runs, like `line` but for its points; of one group in its colour.
void add_lines(const Theme& theme, ChartView& view, const ChartedRuns& runs,
               const std::vector<ChartedPoint>& points, PointLine line);

// Points of one quantity with the median of those at a place and their spread.
ChartView view_of(const Theme& theme, const ChartedRuns& runs, const std::string& what,
                  const ValueOf& value_of);

// One of several figures in a chart.
struct FigureLine {
    const char* analysis;
    std::string figure;
    std::string name, what;  // of the line, of its points
    PointShape shape;
    bool dashed;  // and muted: the second of two
};
// Its points and their line. Returns the points; where there are none, there is no line.
std::vector<ChartedPoint> add_figure(PanelContext& context, ChartView& view,
                                     const ChartedRuns& runs, const FigureLine& of);

// Numbers in its code; 0 where that is no setting of the run.
std::int64_t width_of(const ChartedRun& run);

bool names_classes(const ChartedRun& run);

// Why a chart of what the bottleneck passes on cannot be drawn; "" where it can.
std::string without_bottleneck(const PanelContext& context, const ChartedRuns& runs);

}  // namespace latent::app
