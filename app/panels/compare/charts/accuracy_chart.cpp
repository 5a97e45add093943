// What a code tells of the class: accuracies on held-out codes, against guessing.
#include <algorithm>
#include <cmath>

#include "panels/compare/charts/chart_values.h"
#include "widgets/format.h"

namespace latent::app {
namespace {

// "best 0.862 at width 16; from width 8 on little is gained"
std::string best_text(const ChartedRuns& runs, const std::vector<BandPoint>& band) {
    const auto best = std::max_element(
        band.begin(), band.end(),
        [](const BandPoint& a, const BandPoint& b) { return a.median < b.median; });
    if (best == band.end()) return "";
    std::string text = "best " + significant(best->median, 3) + " at " + place_text(runs, best->x);
    const double from = runs.by_width() ? saturates_at(band) : kUnknown;
    if (std::isfinite(from) && from < best->x)
        text += "; from " + place_text(runs, from) + " on little is gained";
    return text;
}

ComparisonChart accuracy_chart(PanelContext& context, const ChartedRuns& runs) {
    ComparisonChart chart;
    ChartView view;
    view.values = "accuracy";
    view.axis = runs.axis;
    view.may_be_logarithmic = false;
    double chance = kUnknown;
    const auto add = [&](const char* analysis, const char* figure, const char* name,
                         PointShape shape, bool dashed) {
        const std::vector<ChartedPoint> points =
            add_figure(context, view, runs, {analysis, figure, name, name, shape, dashed});
        for (const ChartedRun& run : runs.runs)
            if (const auto result = found(context, run.id, analysis))
                if (const Figure* each = result->figure(figure))
                    if (!std::isfinite(chance)) chance = each->chance;
        if (points.empty()) return;
        chart.sentence += (chart.sentence.empty() ? "" : " ") + std::string(name) + ": " +
                          best_text(runs, band_of(points)) + ".";
    };
    add("knn5", "knn5_accuracy", "5-NN", PointShape::circle, false);
    add("linear_probe", "linear_probe_accuracy", "Linear probe", PointShape::diamond, true);
    // Without a measured one: as the commonest of so many equal classes would do.
    const DatasetInfo* data = context.snapshot.data.get();
    if (!std::isfinite(chance) && data && !data->class_names.empty())
        chance = 1 / double(data->class_names.size());
    if (std::isfinite(chance) && !view.points.empty()) {
        const std::vector<double> places = runs.places();
        view.references.push_back({places, std::vector<double>(places.size(), chance), "chance"});
    }
    chart.views.push_back(std::move(view));
    return chart;
}

std::string without_classes(const PanelContext&, const ChartedRuns& runs) {
    const bool any = std::any_of(runs.runs.begin(), runs.runs.end(), names_classes);
    return any ? "" : "What a code tells of the class is not charted: these samples have none.";
}

}  // namespace

ChartEntry describe_accuracy_chart() {
    ChartEntry entry;
    entry.kind = {
        "accuracy",
        "accuracy",
        {"What the code tells of the class",
         "Share of held-out codes whose five nearest neighbours (circles), or a linear classifier "
         "on the code (diamonds), name their class.",
         "", "", "Dashed and level: what guessing gets."},
        {"knn5", "linear_probe"},
        {}};
    entry.build = accuracy_chart;
    entry.why_not = without_classes;
    return entry;
}

}  // namespace latent::app
