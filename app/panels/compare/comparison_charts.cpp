#include "panels/compare/comparison_charts.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>

#include "state/run_list.h"
#include "widgets/format.h"

namespace latent::app {
namespace {

constexpr const char* kBottleneck = "bottleneck";
constexpr const char* kPca = "pca_baseline";

std::vector<BandPoint> band_of(const std::vector<ChartedPoint>& points) {
    std::vector<RunFigure> figures;
    for (const ChartedPoint& point : points) figures.push_back({point.point.x, point.point.y});
    return latent::band_of(figures);
}

// A line for each group of runs, like `line` but for its points; of one group in its colour.
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

bool any_labels(const ChartedRuns& runs) {
    return std::any_of(runs.runs.begin(), runs.runs.end(), [](const ChartedRun& run) {
        return run.snapshot->data && !run.snapshot->data->class_names.empty();
    });
}

// A value of a run and the step at which it was so.
struct Value {
    double value = kUnknown;
    std::int64_t step = 0;
};
using ValueOf = std::function<Value(const ChartedRun&)>;

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

// Points of one quantity with the median of those at a place and their spread.
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

std::int64_t width_of(const ChartedRun& run) {
    const RunConfig& config = *run.snapshot->config;
    return config.has("code.width") ? config.integer("code.width") : 0;
}

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

std::string capitalised(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = char(text[0] - 'a' + 'A');
    return text;
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
        ChartView one;
        add_points(one, runs, name, shape, figure_of_each(context, analysis, figure));
        for (const ChartedRun& run : runs.runs)
            if (const auto result = found(context, run.id, analysis))
                if (const Figure* each = result->figure(figure))
                    if (!std::isfinite(chance)) chance = each->chance;
        if (one.points.empty()) return;
        const std::vector<BandPoint> band = band_of(one.points);
        chart.sentence += (chart.sentence.empty() ? "" : " ") + std::string(name) + ": " +
                          best_text(runs, band) + ".";
        PointLine line{{}, dashed ? context.theme.muted : context.theme.accent, name, "", dashed};
        line.shape = shape;
        add_lines(context.theme, view, runs, one.points, line);
        view.points.insert(view.points.end(), one.points.begin(), one.points.end());
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
    const auto add = [&](const char* figure, const char* name, const char* what, PointShape shape,
                         bool dashed) {
        ChartView one;
        add_points(one, runs, what, shape, figure_of_each(context, kBottleneck, figure));
        if (one.points.empty()) return;
        PointLine line{{}, dashed ? context.theme.muted : context.theme.accent, name, "", dashed};
        line.shape = shape;
        add_lines(context.theme, view, runs, one.points, line);
        view.points.insert(view.points.end(), one.points.begin(), one.points.end());
    };
    add("fvu_foreign", "foreign", "unexplained of foreign samples", PointShape::circle, false);
    add("fvu_held_out", "held-out", "unexplained of held-out samples", PointShape::diamond, true);
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

using Build = ComparisonChart (*)(PanelContext&, const ChartedRuns&);
struct Entry {
    ChartKind kind;
    Build build;
};

const std::vector<Entry>& entries() {
    static const std::vector<Entry> all{
        {{"error",
          "error",
          {"Held-out error",
           "How much of the held-out samples is lost: squared error, summed over a sample's "
           "values, "
           "mean over the whole held-out split (while a run trains, over the held-out samples on "
           "its "
           "map). The dashed line is what exact PCA of that many "
           "directions loses on the same samples: no linear net can do better.",
           "mean of |x - D(E(x))|^2", "Baldi & Hornik 1989, Neural Networks 2",
           "Band: from the lowest to the highest of runs at the same place."},
          {kBottleneck},
          {kPca}},
         error_chart},
        {{"accuracy",
          "accuracy",
          {"What the code tells of the class",
           "Share of held-out codes whose five nearest neighbours (circles), or a linear "
           "classifier on the code (diamonds), name their class.",
           "", "", "Dashed and level: what guessing gets."},
          {"knn5", "linear_probe"},
          {}},
         accuracy_chart},
        {{"rate",
          "rate",
          {"Rate and distortion",
           "How many bits a sample's code takes, against what is lost. For codes with a cloud of "
           "their own it is what they cost above the prior; for the others what remains when they "
           "are rounded as coarsely as the error allows.",
           "", "Alemi et al. 2018, arXiv 1711.00464", ""},
          {kBottleneck},
          {}},
         rate_chart},
        {{"active",
          "in use",
          {"Dimensions in use", "How many numbers of the code vary from sample to sample.",
           "Var_x(mean code) >= 0.01", "Burda et al. 2016, arXiv 1509.00519",
           "Dashed: all of them."},
          {kBottleneck},
          {}},
         active_chart},
        {{"cost",
          "cost",
          {"Time and size", "How long each run trained, and how many numbers its net has learnt.",
           "", "", ""},
          {},
          {}},
         cost_chart},
        {{"meter",
          "sweet spot",
          {"Too narrow, right, too wide",
           "How much of the variance of held-out samples, and of foreign ones it was never shown, "
           "stays unexplained. A net that is too narrow loses its own; one that is too wide copies "
           "whatever it is given, foreign samples too.",
           "|x - D(E(x))|^2 / |x - mean x|^2", "", ""},
          {kBottleneck, "knn5"},
          {}},
         meter_chart},
    };
    return all;
}

}  // namespace

std::vector<ChartKind> chart_kinds(const PanelContext& context, const ChartedRuns& runs) {
    std::vector<ChartKind> kinds;
    const bool measured = find(context.catalog.analyses, kBottleneck);
    for (const Entry& entry : entries()) {
        const std::string& id = entry.kind.id;
        if (!measured && (id == "rate" || id == "meter")) continue;
        if (id == "accuracy" && !any_labels(runs)) continue;
        kinds.push_back(entry.kind);
        auto& analyses = kinds.back().analyses;
        if (!any_labels(runs))
            analyses.erase(std::remove(analyses.begin(), analyses.end(), "knn5"), analyses.end());
    }
    return kinds;
}

ComparisonChart chart_of(PanelContext& context, const ChartedRuns& runs, const std::string& id) {
    for (const Entry& entry : entries())
        if (entry.kind.id == id) return entry.build(context, runs);
    return {};
}

std::string place_text(const ChartedRuns& runs, double x) {
    for (std::size_t i = 0; i < runs.axis.names.size(); ++i)
        if (runs.axis.ticks[i] == x) return runs.axis.names[i];
    return (runs.by_width() ? "width" : runs.axis.label) + " " + setting(x);
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
