// How well the five nearest training codes tell the class of a held-out code.
#include "analysis/nearest_neighbours.h"

#include <algorithm>

namespace latent::analysis {
namespace {

constexpr std::int64_t kReferenceCodes = 60000, kQueryCodes = 10000;
// A wide code has fewer references, so that they fit into memory.
constexpr std::int64_t kReferenceFloats = 64 << 20;

AnalysisResult measure_knn5(const Subject& subject, const Report& report) {
    if (subject.dataset.info().class_names.empty())
        throw NotDefined("These data have no labels, so there is nothing to classify.");
    const CodeSet train =
        encode(subject, data::Split::train,
               std::min(kReferenceCodes, kReferenceFloats / subject.net.code_width()),
               part_of(report, 0, 0.4));
    const CodeSet held_out =
        encode(subject, data::Split::held_out, kQueryCodes, part_of(report, 0.4, 0.5));
    if (train.count < 5 || held_out.count < 1)
        throw NotDefined("There are too few samples for five neighbours.");
    const double accuracy = knn_accuracy(train, held_out, 5, part_of(report, 0.5, 1));
    AnalysisResult result;
    result.samples = held_out.count;
    result.figures = {{"knn5_accuracy", "right by 5 nearest neighbours", accuracy, "",
                       "Share of held-out codes whose five nearest training codes vote for their "
                       "class; no classifier is trained."}};
    result.verdict = "Of 100 held-out codes, " + std::to_string(int(100 * accuracy + 0.5)) +
                     " lie among training codes of their own class.";
    return result;
}

}  // namespace

AnalysisEntry describe_knn5() {
    PartInfo info{"knn5",
                  "5-nearest-neighbour accuracy",
                  "share of codes whose 5 nearest training codes vote for their class",
                  "Do samples of one class lie together? No classifier is trained.",
                  "Cover & Hart 1967",
                  {}};
    info.family = "representation";
    info.needs_labels = true;
    info.of_arrays = true;  // metrics/knn5.cpp
    return {info, measure_knn5};
}

}  // namespace latent::analysis
