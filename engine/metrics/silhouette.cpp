// Do the classes stand apart in the code, as compact islands?
//
//   s_i = (b_i - a_i) / max(a_i, b_i)      a: mean distance to one's own class, b: to the nearest
//                                          other
//
// 1 for far islands, 0 for classes that touch, below 0 for codes nearer to another class.
#include <algorithm>

#include "metrics/pieces.h"
#include "statistics/clustering.h"

namespace latent::metrics {
namespace {

constexpr std::int64_t kMostSilhouettes = 10000;

AnalysisResult measure_silhouette(const CodeTable& whole, const Report& report) {
    const CodeTable table = at_most(whole, kMostSilhouettes);
    if (classes_present(table.labels) < 2)
        throw NotDefined("A silhouette compares classes, and here is only one.");
    const int present = classes_present(table.labels);
    if (present > 100 && present * 2 > table.count)
        throw NotDefined("Most classes have one sample only, and a class needs two to be compact.");
    const std::vector<double> values =
        statistics::silhouettes(table.codes.data(), table.count, table.width, table.labels, report);
    double sum = 0;
    const int classes = *std::max_element(table.labels.begin(), table.labels.end()) + 1;
    std::vector<double> of_class(std::size_t(classes), 0), size = of_class;
    for (std::size_t i = 0; i < values.size(); ++i) {
        sum += values[i];
        of_class[std::size_t(table.labels[i])] += values[i];
        ++size[std::size_t(table.labels[i])];
    }
    const double mean = sum / double(table.count);
    AnalysisResult result;
    result.samples = table.count;
    result.figures = {
        {"silhouette", "silhouette", mean, "",
         "Mean over codes of (b - a) / max(a, b): a is the mean distance to one's own "
         "class, b that to the nearest other. Between -1 and 1."}};
    Chart chart{"Silhouette of each class", "class", "mean silhouette", false, {{"codes", {}, {}}}};
    for (std::size_t c = 0; c < of_class.size(); ++c) {
        if (size[c] == 0) continue;
        chart.curves[0].x.push_back(float(c));
        chart.curves[0].y.push_back(float(of_class[c] / size[c]));
    }
    result.charts.push_back(std::move(chart));
    result.verdict = sentence(
        mean > 0.5    ? "The classes are islands that stand apart (silhouette %.2f)."
        : mean > 0.15 ? "The classes have places of their own that touch (silhouette %.2f)."
        : mean > -0.05
            ? "The classes overlap or are not compact (silhouette %.2f)."
            : "Many codes lie nearer to another class than to their own (silhouette %.2f).",
        mean);
    return result;
}

}  // namespace

MetricEntry describe_silhouette() {
    PartInfo info{"silhouette",
                  "Silhouette of the classes",
                  "mean (b - a) / max(a, b)",
                  "Do the classes stand apart as compact islands?",
                  "Rousseeuw 1987, J. Comput. Appl. Math. 20",
                  {}};
    info.family = "representation";
    info.needs_labels = true;
    info.of_arrays = true;
    return {info, false, measure_silhouette};
}

}  // namespace latent::metrics
