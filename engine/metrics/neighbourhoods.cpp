// Are neighbours in the code neighbours among the samples, and the other way round?
//
//   trustworthiness   falls where the code brings strangers together
//   continuity        falls where the code tears neighbours apart
//   preserved         share of the k nearest that are the same
//
// k = 12; Euclidean distances of codes and of inputs; statistics/neighbourhood_quality.h has the
// formulas. By chance (a code without any order) the first two are about a half:
//
//   1 - (n - 1 - k)(n - k) / ((n - 1)(2n - 3k - 1))
#include "metrics/pieces.h"
#include "statistics/neighbourhood_quality.h"
#include "statistics/neighbours.h"

namespace latent::metrics {
namespace {

constexpr int kNeighbourhood = 12;
constexpr std::int64_t kMostRanked = 5000;  // all ranks of all points are held

AnalysisResult measure_neighbourhoods(const CodeTable& whole, const Report& report) {
    const CodeTable table = at_most(whole, kMostRanked);
    if (table.count <= 2 * kNeighbourhood)
        throw NotDefined("Neighbourhoods of 12 need more than 24 samples.");
    // First: it refuses what has no neighbours, and nearest_neighbours() does not.
    const auto found = statistics::neighbourhood_quality(
        table.inputs.data(), int(table.input_width), table.codes.data(), int(table.width),
        int(table.count), kNeighbourhood, part_of(report, 0, 0.6), {"inputs", "codes"});
    const auto of_codes = statistics::nearest_neighbours(
        table.codes.data(), table.count, table.width, kNeighbourhood, part_of(report, 0.6, 0.8));
    const auto of_inputs =
        statistics::nearest_neighbours(table.inputs.data(), table.count, table.input_width,
                                       kNeighbourhood, part_of(report, 0.8, 1));
    const double preserved = statistics::shared_neighbours(of_codes, of_inputs);
    const double n = double(table.count), k = kNeighbourhood;
    const double chance = 1 - (n - 1 - k) * (n - k) / ((n - 1) * (2 * n - 3 * k - 1));
    AnalysisResult result;
    result.samples = table.count;
    const auto add = [&](const char* id, const char* label, double value, double by_chance,
                         const char* help) {
        result.figures.push_back({id, label, value, "", help});
        result.figures.back().chance = by_chance;
        result.figures.back().ceiling = 1;
    };
    add("trustworthiness", "trustworthiness", found.trustworthiness, chance,
        "1 when the 12 nearest codes of every sample are near it among the inputs too; it falls "
        "where the code brings strangers together. Of at most 5,000 samples.");
    add("continuity", "continuity", found.continuity, chance,
        "1 when the 12 nearest inputs of every sample are near it in the code too; it falls where "
        "the code tears neighbours apart.");
    add("neighbours_preserved", "neighbours preserved", preserved, k / (n - 1),
        "Share of the 12 nearest inputs that are among the 12 nearest codes.");
    const bool trusted = found.trustworthiness > 0.95, continuous = found.continuity > 0.95;
    result.verdict =
        sentence(trusted && continuous ? "Neighbours stay neighbours both ways (trustworthiness "
                                         "%.3f, continuity %.3f)."
                 : trusted    ? "What lies together in the code belongs together, but some "
                                "neighbours are torn apart (trustworthiness %.3f, continuity %.3f)."
                 : continuous ? "Neighbours stay together, but strangers join them "
                                "(trustworthiness %.3f, continuity %.3f)."
                              : "The code both joins strangers and tears neighbours apart "
                                "(trustworthiness %.3f, continuity %.3f).",
                 found.trustworthiness, found.continuity);
    return result;
}

}  // namespace

MetricEntry describe_neighbourhoods() {
    PartInfo info{
        "neighbourhoods",
        "Neighbourhoods kept",
        "1 - 2/(n k (2n - 3k - 1)) sum over false neighbours (rank - k)",
        "Are neighbours in the code neighbours among the samples, and the other way round?",
        "Venna & Kaski 2001, ICANN",
        {}};
    info.family = "representation";
    info.of_arrays = true;
    return {info, true, measure_neighbourhoods};
}

}  // namespace latent::metrics
