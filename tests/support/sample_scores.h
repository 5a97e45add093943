// A catalog with scores, a run on data with known factors, and invented results of them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "recording_requests.h"
#include "sample_snapshots.h"

namespace latent::test {

inline PartInfo sample_analysis(const std::string& id, const std::string& label,
                                const std::string& family) {
    PartInfo part;
    part.id = id;
    part.label = label;
    part.family = family;
    part.formula = "I / H";
    part.summary = "Says something about the code.";
    part.source = "Somebody 2018";
    return part;
}

// Adds what the engine would have: scores, the factor matrix, what codes are good for.
inline void add_scores(Catalog& catalog) {
    PartInfo matrix = sample_analysis("factor_matrix", "Latent x factor", "disentanglement");
    PartInfo mig = sample_analysis("mig", "MIG", "disentanglement");
    PartInfo dci = sample_analysis("dci", "DCI", "disentanglement");
    matrix.needs_factors = mig.needs_factors = dci.needs_factors = true;
    dci.dear = true;
    const PartInfo free = sample_analysis("unsupervised", "Independence", "disentanglement");
    PartInfo knn = sample_analysis("knn5", "Nearest neighbours", "representation");
    knn.needs_labels = true;
    const PartInfo pca = sample_analysis("pca95", "Directions in use", "representation");
    const PartInfo collapse = sample_analysis("collapse", "Collapse", "representation");
    for (const PartInfo& part : {matrix, mig, dci, free, knn, pca, collapse})
        catalog.analyses.push_back(part);
    for (DatasetInfo& data : catalog.datasets)
        if (data.id == "sprites")
            data.factors = {{"shape", 3, false}, {"scale", 6, false}, {"x position", 32, false}};
}

inline std::shared_ptr<AnalysisResult> result_of(const std::string& analysis, std::int64_t step,
                                                 std::vector<Figure> figures,
                                                 std::uint64_t version = 40) {
    auto result = std::make_shared<AnalysisResult>();
    result->analysis = analysis;
    result->step = step;
    result->done = true;
    result->progress = 1;
    result->verdict = "It was measured.";
    result->samples = 10000;
    result->seconds = 0.4;
    result->version = version;
    for (const Figure& figure : figures)
        result->trend.push_back({figure.id,
                                 figure.label,
                                 true,
                                 {0, step / 2, step},
                                 {0.05f, float(figure.value) / 2, float(figure.value)}});
    result->figures = std::move(figures);
    return result;
}

inline Figure score(const std::string& id, const std::string& label, double value,
                    double ceiling = kUnknown, double chance = kUnknown) {
    Figure figure{id, label, value, "", "What it is."};
    figure.ceiling = ceiling;
    figure.chance = chance;
    return figure;
}

// z2 carries the scale, z3 the shape, z1 the position; z4 nothing.
inline Matrix sample_matrix() {
    return {"latent x factor",
            {"z1", "z2", "z3", "z4"},
            {"shape", "scale", "x position"},
            {0.01f, 0.02f, 0.71f, 0.10f, 0.55f, 0.03f, 0.62f, 0.20f, 0.04f, 0, 0, 0},
            0,
            1,
            "Share of each factor that each latent tells."};
}

// A world in which a beta-VAE of four latents trains on sprites.
inline PanelWorld world_with_factors() {
    PanelWorld world(running_snapshot(4, true));
    add_scores(world.catalog);
    world.snapshot.data =
        std::make_shared<DatasetInfo>(*find(world.catalog.datasets, std::string("sprites")));
    return world;
}

}  // namespace latent::test
