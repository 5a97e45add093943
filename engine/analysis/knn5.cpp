// How well the five nearest training codes tell the class of a held-out code.
#include "analysis/nearest_neighbours.h"

namespace latent::analysis {

AnalysisEntry describe_knn5() {
    PartInfo info{"knn5",
                  "5-nearest-neighbour accuracy",
                  "share of codes whose 5 nearest training codes vote for their class",
                  "Do samples of one class lie together? No classifier is trained.",
                  "Cover & Hart 1967",
                  {}};
    return {info, [](const Input& input) -> Figures {
                if (input.train.labels.empty() || input.held_out.labels.empty()) return {};
                return {{"knn5_accuracy",
                         knn_accuracy(input.train, input.held_out, 5, input.cancelled)}};
            }};
}

}  // namespace latent::analysis
