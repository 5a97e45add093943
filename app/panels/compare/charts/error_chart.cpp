// The held-out error of each run, against what exact PCA of its width loses.
#include <algorithm>
#include <cmath>

#include "latent/catalog.h"
#include "panels/compare/charts/chart_values.h"
#include "widgets/format.h"

namespace latent::app {
namespace {

constexpr const char* kPca = "pca_baseline";

// Error of exact PCA by the number of its directions, wherever it was computed.
struct PcaLine {
    std::vector<double> widths, errors;
    double at(double width) const {
        for (std::size_t i = 0; i < widths.size(); ++i)
            if (widths[i] == width) return errors[i];
        return kUnknown;
    }
};

PcaLine pca_line(PanelContext& context, const ChartedRuns& runs) {
    PcaLine line;
    for (const ChartedRun& run : runs.runs) {
        const auto result = found(context, run.id, kPca);
        if (!result || result->charts.empty() || result->charts.front().curves.empty()) continue;
        const Curve& curve = result->charts.front().curves.front();
        for (std::size_t i = 0; i < std::min(curve.x.size(), curve.y.size()); ++i) {
            line.widths.push_back(double(curve.x[i]));
            line.errors.push_back(double(curve.y[i]));
        }
        break;
    }
    return line;
}

// The error over the whole held-out split where that was measured of the very weights; until then
// over the held-out samples of the probe, which every look brings: so all points move together, and
// are of the same moment.
Value held_out_error(PanelContext& context, const ChartedRun& run) {
    const auto result = found(context, run.id, kBottleneck);
    const Summary* summary = run.snapshot->summary.get();
    if (summary && (!result || result->step <= summary->steps))
        return {summary->squared_error, summary->steps};
    const CodeCloud* cloud = run.snapshot->cloud.get();
    const Value measured = of_figure(result.get(), "squared_error");
    const bool newer = cloud && cloud->step > 0 && cloud->step != measured.step;
    if (std::isfinite(measured.value) && !newer) return measured;
    const Value probed{newer ? probe_error(*cloud) : kUnknown, cloud ? cloud->step : 0};
    return std::isfinite(probed.value) ? probed : measured;
}

// "12 % below"
std::string against(double error, double pca) {
    const double share = error / pca - 1;
    return percent(std::abs(share)) + (share < 0 ? " below" : " above");
}

std::string beating_text(const ChartedRuns& runs, const ChartView& view, const PcaLine& pca) {
    std::size_t known = 0, beating = 0;
    const ChartedPoint *best = nullptr, *worst = nullptr;
    double least = 0, most = 0;
    for (const ChartedPoint& point : view.points) {
        const ChartedRun* run = runs.find(point.run);
        const double line = run ? pca.at(double(width_of(*run))) : kUnknown;
        if (!(line > 0)) continue;
        const double share = point.point.y / line;
        beating += share < 1;
        if (known++ == 0 || share < least) least = share, best = &point;
        if (known == 1 || share > most) most = share, worst = &point;
    }
    if (known == 0) return "";
    const auto name = [&](const ChartedPoint& point) { return runs.find(point.run)->name; };
    if (known == 1)
        return capitalised(name(*best)) + " is " + against(least, 1) +
               " exact PCA of the same width.";
    if (beating == known)
        return "Every run beats exact PCA of its width: " + name(*worst) + " is " +
               against(most, 1) + " it, " + name(*best) + " " + percent(1 - least) + ".";
    if (beating == 0)
        return "No run beats exact PCA of its width so far; the nearest is " + name(*best) + ", " +
               against(least, 1) + " it.";
    return grouped(std::int64_t(beating)) + " of " + counted(std::int64_t(known), "run") +
           " beat exact PCA of their width; " + name(*worst) + " is " + against(most, 1) + " it.";
}

ComparisonChart error_chart(PanelContext& context, const ChartedRuns& runs) {
    ComparisonChart chart;
    ChartView view = view_of(context.theme, runs, "held-out error",
                             [&](const ChartedRun& run) { return held_out_error(context, run); });
    const PcaLine pca = pca_line(context, runs);
    if (!pca.widths.empty() && runs.by_width()) {
        view.references.push_back({pca.widths, pca.errors, "exact PCA", "worse than PCA"});
    } else if (!pca.widths.empty()) {
        // Along another axis each width has a level of its own.
        std::vector<std::int64_t> widths;
        for (const ChartedRun& run : runs.runs) {
            const std::int64_t width = width_of(run);
            const double level = pca.at(double(width));
            if (!std::isfinite(level) ||
                std::find(widths.begin(), widths.end(), width) != widths.end())
                continue;
            widths.push_back(width);
            const std::vector<double> places = runs.places();
            view.references.push_back({places, std::vector<double>(places.size(), level),
                                       widths.size() == 1 ? "exact PCA" : ""});
        }
    }
    chart.sentence = beating_text(runs, view, pca);
    if (chart.sentence.empty() && !view.points.empty() && find(context.catalog.analyses, kPca))
        chart.sentence = "Exact PCA on the same data, the line to beat, is being computed.";
    chart.views.push_back(std::move(view));
    return chart;
}

}  // namespace

ChartEntry describe_error_chart() {
    ChartEntry entry;
    entry.kind = {
        "error",
        "error",
        {"Held-out error",
         "How much of the held-out samples is lost: squared error, summed over a sample's values, "
         "mean over the whole held-out split (while a run trains, over the held-out samples on its "
         "map). The dashed line is what exact PCA of that many directions loses on the same "
         "samples: no linear net can do better.",
         "mean of |x - D(E(x))|^2", "Baldi & Hornik 1989, Neural Networks 2",
         "Band: from the lowest to the highest of runs at the same place."},
        {kBottleneck},
        {kPca}};
    entry.build = error_chart;
    return entry;
}

}  // namespace latent::app
