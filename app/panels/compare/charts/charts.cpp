#include "panels/compare/charts/charts.h"

#include <algorithm>

#include "panels/compare/charts/chart_values.h"

namespace latent::app {

#define CHART(id) ChartEntry describe_##id##_chart();
#include "panels/compare/charts/charts.inc"
#undef CHART

const std::vector<ChartEntry>& chart_entries() {
    static const std::vector<ChartEntry> all{
#define CHART(id) describe_##id##_chart(),
#include "panels/compare/charts/charts.inc"
#undef CHART
    };
    return all;
}

namespace {

const ChartEntry* entry_of_chart(const std::string& id) {
    for (const ChartEntry& entry : chart_entries())
        if (entry.kind.id == id) return &entry;
    return nullptr;
}

std::string trouble_of(const ChartEntry& entry, const PanelContext& context,
                       const ChartedRuns& runs) {
    return entry.why_not ? entry.why_not(context, runs) : "";
}

}  // namespace

std::vector<ChartKind> chart_kinds(const PanelContext& context, const ChartedRuns& runs) {
    std::vector<ChartKind> kinds;
    const bool classes = std::any_of(runs.runs.begin(), runs.runs.end(), names_classes);
    const auto cannot_be_made = [&](const std::string& id) {
        const PartInfo* analysis = find(context.catalog.analyses, id);
        return analysis && analysis->needs_labels && !classes;
    };
    for (const ChartEntry& entry : chart_entries()) {
        if (!trouble_of(entry, context, runs).empty()) continue;
        kinds.push_back(entry.kind);
        auto& analyses = kinds.back().analyses;
        analyses.erase(std::remove_if(analyses.begin(), analyses.end(), cannot_be_made),
                       analyses.end());
    }
    return kinds;
}

std::string why_not_charted(const PanelContext& context, const ChartedRuns& runs,
                            const std::string& id) {
    const ChartEntry* entry = entry_of_chart(id);
    return entry ? trouble_of(*entry, context, runs) : "";
}

ComparisonChart chart_of(PanelContext& context, const ChartedRuns& runs, const std::string& id) {
    const ChartEntry* entry = entry_of_chart(id);
    return entry ? entry->build(context, runs) : ComparisonChart();
}

CsvTable table_of(const ChartedRuns& runs, const ComparisonChart& chart) {
    CsvTable table;
    table.names = {"run", runs.path, "what", "x", "value", "step", "finished"};
    const auto number = [](double value) { return csv_number(float(value)); };
    for (const ChartView& view : chart.views) {
        for (const ChartedPoint& point : view.points) {
            const ChartedRun* run = runs.find(point.run);
            if (!run) continue;
            const RunConfig& config = *run->snapshot->config;
            table.rows.push_back({run->name,
                                  config.has(runs.path) ? to_text(config.at(runs.path)) : "",
                                  point.what, number(point.point.x), number(point.point.y),
                                  std::to_string(point.step), run->finished ? "1" : "0"});
        }
        for (const ReferenceLine& line : view.references)
            for (std::size_t i = 0; i < std::min(line.x.size(), line.y.size()); ++i)
                table.rows.push_back(
                    {line.label, "", line.label, number(line.x[i]), number(line.y[i]), "", ""});
    }
    return table;
}

}  // namespace latent::app
