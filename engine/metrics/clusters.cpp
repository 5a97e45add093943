// Do the codes fall into clusters that are the classes, when nobody tells them? k-means with as many
// clusters as there are classes, on the codes as they are.
//
//   purity   share of codes that belong to the commonest class of their cluster
//   NMI      2 I(class; cluster) / (H(class) + H(cluster))
//   ARI      share of pairs that both group alike, less what chance gives, 1 at most
//
// statistics/kmeans.h and statistics/clustering.h have the formulas.
#include "metrics/pieces.h"
#include "statistics/clustering.h"
#include "statistics/kmeans.h"

namespace latent::metrics {
namespace {

constexpr std::int64_t kMostClustered = 20000;

AnalysisResult measure_clusters(const CodeTable& whole, const Report& report) {
    const CodeTable table = at_most(whole, kMostClustered);
    const int classes = classes_present(table.labels);
    if (classes < 2) throw NotDefined("Clusters are compared with classes, and here is only one.");
    if (table.count <= classes) throw NotDefined("There are fewer codes than clusters to find.");
    statistics::KMeansOptions options;
    options.starts = 10;
    const auto clusters =
        statistics::kmeans(table.codes.data(), table.count, table.width, classes, options, report);
    const auto found = statistics::agreement(table.labels, clusters.labels),
               chance = statistics::agreement(shuffled(table.labels), clusters.labels);
    AnalysisResult result;
    result.samples = table.count;
    const auto add = [&](const char* id, const char* label, double value, double by_chance,
                         const char* help) {
        result.figures.push_back({id, label, value, "", help});
        result.figures.back().chance = by_chance;
    };
    add("clusters_purity", "purity", found.purity, chance.purity,
        "Share of codes that belong to the commonest class of their cluster.");
    add("clusters_nmi", "normalised mutual information", found.nmi, chance.nmi,
        "Between cluster and class, over the mean of their entropies: 1 when each tells the "
        "other.");
    add("clusters_ari", "adjusted Rand index", found.ari, chance.ari,
        "Of pairs of codes that are together in both: 0 for chance, 1 for the same groups.");
    result.verdict =
        sentence(found.ari > 0.8 ? "k-means without labels finds the %d classes nearly as they are "
                                   "(adjusted Rand index %.2f)."
                 : found.ari > 0.3
                     ? "k-means without labels finds some of the %d classes (adjusted Rand "
                       "index %.2f)."
                     : "The codes do not fall into the %d classes by themselves (adjusted Rand "
                       "index %.2f).",
                 classes, found.ari);
    return result;
}

}  // namespace

MetricEntry describe_clusters() {
    PartInfo info{"clusters",
                  "Clusters against classes",
                  "purity, NMI and ARI of k-means with as many clusters as classes",
                  "Do the codes fall into the classes by themselves, without labels?",
                  "Hubert & Arabie 1985, Journal of Classification 2; Arthur & Vassilvitskii 2007",
                  {}};
    info.family = "representation";
    info.needs_labels = true;
    info.of_arrays = true;
    return {info, false, measure_clusters};
}

}  // namespace latent::metrics
