// Rate against distortion: how many bits a code takes, and what is lost.
#include <algorithm>
#include <cmath>
#include <limits>

#include "panels/compare/charts/chart_values.h"
#include "widgets/format.h"

namespace latent::app {
namespace {

// Rate against distortion: the places are bits. The line goes through the median runs.
struct RatePoint {
    double x = 0, rate = 0, error = 0;
};

PointLine line_through(const std::vector<RatePoint>& points, ImU32 colour) {
    std::vector<RunFigure> rates, errors;
    for (const RatePoint& point : points) {
        rates.push_back({point.x, point.rate});
        errors.push_back({point.x, point.error});
    }
    const std::vector<BandPoint> along = latent::band_of(rates), up = latent::band_of(errors);
    PointLine line;
    line.colour = colour;
    for (std::size_t i = 0; i < std::min(along.size(), up.size()); ++i) {
        const double error = up[i].median;
        line.points.push_back({along[i].median, error, error, error, up[i].count});
    }
    std::sort(line.points.begin(), line.points.end(),
              [](const BandPoint& a, const BandPoint& b) { return a.x < b.x; });
    return line;
}

ComparisonChart rate_chart(PanelContext& context, const ChartedRuns& runs) {
    ComparisonChart chart;
    ChartView view;
    view.values = "held-out error";
    view.axis.label = "bits a sample";
    std::vector<std::vector<RatePoint>> groups(std::size_t(std::max(0, runs.groups)));
    double least = std::numeric_limits<double>::infinity(), most = 0;
    for (const ChartedRun& run : runs.runs) {
        const auto result = found(context, run.id, kBottleneck);
        const double rate = figure_of(result.get(), "rate_bits"),
                     error = figure_of(result.get(), "squared_error");
        if (!std::isfinite(rate) || !std::isfinite(error)) continue;
        least = std::min(least, rate);
        most = std::max(most, rate);
        groups[std::size_t(run.group)].push_back({run.x, rate, error});
        view.points.push_back({run.id,
                               {rate, error, run.colour, run.finished, PointShape::circle},
                               "held-out error",
                               significant(error, 3) + " at " + significant(rate, 3) + " bits",
                               result->step});
    }
    view.axis.logarithmic = least > 0 && most > 12 * least;
    for (std::size_t i = 0; i < groups.size(); ++i)
        view.lines.push_back(line_through(groups[i], runs.groups == 1
                                                         ? context.theme.muted
                                                         : context.theme.series_colour(int(i))));
    if (!view.lines.empty() && view.lines.front().points.size() > 1) {
        const BandPoint &few = view.lines.front().points.front(),
                        &many = view.lines.front().points.back();
        chart.sentence = significant(few.x, 3) + " bits a sample leave an error of " +
                         significant(few.median, 3) + ", " + significant(many.x, 3) +
                         " bits one of " + significant(many.median, 3) +
                         ". Lower left is better: less is lost for fewer bits.";
    }
    chart.views.push_back(std::move(view));
    return chart;
}

}  // namespace

ChartEntry describe_rate_chart() {
    ChartEntry entry;
    entry.kind = {
        "rate",
        "rate",
        {"Rate and distortion",
         "How many bits a sample's code takes, against what is lost. For codes with a cloud of "
         "their own it is what they cost above the prior; for the others what remains when they "
         "are rounded as coarsely as the error allows.",
         "", "Alemi et al. 2018, arXiv 1711.00464", ""},
        {kBottleneck},
        {}};
    entry.build = rate_chart;
    entry.why_not = without_bottleneck;
    return entry;
}

}  // namespace latent::app
