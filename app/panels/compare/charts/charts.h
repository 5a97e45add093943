// The charts over all runs as values: points, medians, the line to beat, zones and the sentence that
// they come to. Drawn by panels/compare/comparison_panel.cpp, saved as tables. A new
// one is a file beside and a line in charts.inc. Thread: UI.
#pragma once

#include <string>
#include <vector>

#include "export/csv.h"
#include "panels/compare/charted_runs.h"
#include "widgets/point_chart.h"
#include "widgets/text.h"

namespace latent::app {

// What there is to choose from.
struct ChartKind {
    std::string id, word;  // the word in the row of choices
    Help help;
    std::vector<std::string> analyses;  // of every run
    std::vector<std::string> of_data;   // of any run
};

// One point, and what the card under the mouse says of it.
struct ChartedPoint {
    RunId run = RunId::none;
    ChartPoint point;
    std::string what, value;  // "held-out error", "23.1"
    std::int64_t step = 0;    // the weights' it was measured on
};

struct ChartView {
    std::string values;  // name of the values
    PlaceAxis axis;
    std::vector<ChartedPoint> points;
    std::vector<PointLine> lines;
    std::vector<ReferenceLine> references;
    std::vector<ChartZone> zones;
    std::vector<double> include;
    bool logarithmic = false;  // by its nature, whatever is chosen
    bool may_be_logarithmic = true;
};

struct ComparisonChart {
    std::vector<ChartView> views;  // one below the other
    std::string sentence;          // what it comes to; or what it waits for
};

// One registered chart (charts.inc).
struct ChartEntry {
    ChartKind kind;
    ComparisonChart (*build)(PanelContext&, const ChartedRuns&) = nullptr;
    // Why it cannot be drawn of these runs, in a sentence; "" where it can. Null: of any.
    std::string (*why_not)(const PanelContext&, const ChartedRuns&) = nullptr;
};

const std::vector<ChartEntry>& chart_entries();

// Those that can be drawn of these runs, with those of their analyses that can be made of them.
std::vector<ChartKind> chart_kinds(const PanelContext& context, const ChartedRuns& runs);

// Why the chart of that id cannot be drawn of these runs; "" where it can, or where there is none.
std::string why_not_charted(const PanelContext& context, const ChartedRuns& runs,
                            const std::string& id);

// One of them by its id.
ComparisonChart chart_of(PanelContext& context, const ChartedRuns& runs, const std::string& id);

// A row a point: run, where it stands, what, value, step.
CsvTable table_of(const ChartedRuns& runs, const ComparisonChart& chart);

}  // namespace latent::app
