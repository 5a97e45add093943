// How many numbers the codes really use, however wide they are: estimates from the distances between
// neighbours (statistics/intrinsic_dimension.h has the formulas). Codes that equal an earlier one
// are left out.
#include "statistics/intrinsic_dimension.h"

#include <cmath>

#include "metrics/pieces.h"

namespace latent::metrics {
namespace {

constexpr std::int64_t kMostMeasured = 10000;
constexpr int kFew = 10, kMany = 20;

AnalysisResult measure_intrinsic_dimension(const CodeTable& whole, const Report& report) {
    CodeTable table = at_most(whole, kMostMeasured);
    const auto distinct = statistics::distinct_rows(table.codes.data(), table.count, table.width);
    const std::int64_t equal = table.count - std::int64_t(distinct.size());
    if (equal > 0) table = rows_of(table, distinct);
    if (table.count <= kMany)
        throw NotDefined("Too few codes differ: intrinsic dimension needs more than 20.");
    const auto neighbours =
        statistics::nearest_neighbours(table.codes.data(), table.count, table.width, kMany, report);
    AnalysisResult result;
    result.samples = table.count;
    const std::string without =
        equal > 0 ? " Without " + std::to_string(equal) + " codes that equal another." : "";
    const auto add = [&](const char* id, const char* label, double value, const char* help) {
        Figure figure{id, label, value, "", help + without};
        if (!std::isfinite(value))
            figure = undefined_figure(figure, "Nearest neighbours are equally far, as on a grid.");
        result.figures.push_back(std::move(figure));
    };
    // Of coordinates rounded to floats, equal distances are nearly equal.
    const bool grid = statistics::share_of_ties(neighbours) > 0.5;
    add("two_nn", "TwoNN, fitted", grid ? kUnknown : statistics::two_nn_fit(neighbours),
        "From how much farther the second neighbour is than the first, by a straight line.");
    add("two_nn_mle", "TwoNN, likeliest", grid ? kUnknown : statistics::two_nn_mle(neighbours),
        "The same by maximum likelihood.");
    add("levina_bickel_10", "Levina-Bickel, 10 neighbours",
        statistics::levina_bickel(neighbours, kFew),
        "From the ten nearest neighbours, with the inverses averaged as MacKay & Ghahramani "
        "proposed.");
    add("levina_bickel_20", "Levina-Bickel, 20 neighbours",
        statistics::levina_bickel(neighbours, kMany), "From the twenty nearest neighbours.");
    const double dimension = result.figures[0].value;
    result.verdict =
        std::isfinite(dimension)
            ? sentence(
                  "The codes are %lld numbers wide, but lie on something of about %.1f "
                  "dimensions.%s",
                  static_cast<long long>(table.width), dimension,
                  dimension > 10 ? " Such estimates are too low above ten." : "")
            : "The codes lie on a grid, of which no dimension can be estimated.";
    return result;
}

}  // namespace

MetricEntry describe_intrinsic_dimension() {
    PartInfo info{"intrinsic_dimension",
                  "Intrinsic dimension",
                  "slope of -ln(1 - F) on ln(r_2 / r_1)",
                  "How many numbers do the codes really use, however wide they are?",
                  "Facco et al. 2017, Sci. Rep. 7; Levina & Bickel 2005, NIPS; MacKay & Ghahramani "
                  "2005",
                  {}};
    info.family = "representation";
    info.of_arrays = true;
    return {info, false, measure_intrinsic_dimension};
}

}  // namespace latent::metrics
