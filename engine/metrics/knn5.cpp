// Do codes of one class lie together? The vote of the five nearest others, each code left out of its
// own vote.
//
//   knn5_accuracy = 1/N sum_i [majority of labels among the 5 nearest codes j != i is label_i]
//
// Euclidean distances. Of a net this is measured on held-out codes against training codes instead
// (analysis/knn5.cpp); the two differ by the few per cent that more references are worth.
#include "metrics/pieces.h"
#include "statistics/neighbours.h"

namespace latent::metrics {
namespace {

constexpr int kVoters = 5;
constexpr std::int64_t kMostVoting = 20000;

AnalysisResult measure_knn5_of_codes(const CodeTable& whole, const Report& report) {
    const CodeTable table = at_most(whole, kMostVoting);
    if (table.count <= kVoters)
        throw NotDefined("Five nearest neighbours need more than five codes.");
    const auto neighbours = statistics::nearest_neighbours(table.codes.data(), table.count,
                                                           table.width, kVoters, report);
    AnalysisResult result;
    result.samples = table.count;
    const double accuracy = statistics::neighbour_vote_accuracy(neighbours, table.labels);
    result.figures = {{"knn5_accuracy", "right by 5 nearest neighbours", accuracy, "",
                       "Share of codes whose five nearest others vote for their class; no "
                       "classifier is trained. A tie goes to the class of lower number."}};
    result.figures[0].chance =
        statistics::neighbour_vote_accuracy(neighbours, shuffled(table.labels));
    result.verdict = sentence(
        "Of 100 codes, %.0f lie among codes of their own class; of codes without any "
        "order it would be %.0f.",
        100 * accuracy, 100 * result.figures[0].chance);
    return result;
}

}  // namespace

MetricEntry describe_knn5() {
    PartInfo info{"knn5",
                  "5-nearest-neighbour accuracy",
                  "share of codes whose 5 nearest others vote for their class",
                  "Do samples of one class lie together? No classifier is trained.",
                  "Cover & Hart 1967, IEEE Trans. Inf. Theory 13",
                  {}};
    info.family = "representation";
    info.needs_labels = true;
    info.of_arrays = true;
    return {info, false, measure_knn5_of_codes};
}

}  // namespace latent::metrics
