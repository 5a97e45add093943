// Runs of several widths and seeds side by side, with invented results that look like those of real
// ones: error falls with width, accuracies saturate, foreign samples pass where the code is wide.
#pragma once

#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "recording_requests.h"
#include "sample_scores.h"
#include "sample_snapshots.h"

namespace latent::test {

inline void add_comparing(Catalog& catalog) {
    PartInfo bottleneck = sample_analysis("bottleneck", "What the bottleneck lets through", "net");
    PartInfo pca = sample_analysis("pca_baseline", "Exact PCA", "net");
    PartInfo knn = sample_analysis("knn5", "Nearest neighbours", "representation");
    PartInfo probe = sample_analysis("linear_probe", "Linear probe", "representation");
    PartInfo survival = sample_analysis("survival", "What survives the bottleneck", "net");
    knn.needs_labels = probe.needs_labels = true;
    survival.needs_factors = true;
    for (const PartInfo& part : {bottleneck, pca, knn, probe, survival})
        catalog.analyses.push_back(part);
}

inline std::shared_ptr<AnalysisResult> bottleneck_of(int width, std::int64_t step, double luck = 0,
                                                     std::uint64_t version = 60) {
    const double k = width;
    const double error = (4 + 48 / std::pow(k, 0.62)) * (1 + 0.05 * luck);
    auto result = result_of(
        "bottleneck", step,
        {score("squared_error", "held-out error", error),
         score("fvu_held_out", "unexplained, held-out", error / 70),
         score("fvu_foreign", "unexplained, foreign", 1.1 * std::pow(k, -0.34) * (1 + 0.03 * luck)),
         score("active", "dimensions in use", std::min(k, 20 + 0.3 * k)),
         score("rate_bits", "bits a sample", 5.5 * std::pow(k, 0.85) * (1 + 0.02 * luck))},
        version);
    return result;
}

inline std::shared_ptr<AnalysisResult> pca_of_data(std::uint64_t version = 70) {
    auto result = result_of("pca_baseline", 0, {}, version);
    Curve curve;
    curve.label = "exact PCA";
    for (int k = 1; k <= 128; ++k) {
        curve.x.push_back(float(k));
        curve.y.push_back(float(4 + 47 / std::pow(double(k), 0.5)));
    }
    Chart chart;
    chart.title = "Held-out error of PCA";
    chart.curves = {curve};
    result->charts = {chart};
    return result;
}

inline std::shared_ptr<AnalysisResult> accuracy_of(const std::string& analysis, int width,
                                                   std::int64_t step, double luck = 0,
                                                   std::uint64_t version = 80) {
    const bool neighbours = analysis == "knn5";
    const double best = neighbours ? 0.86 : 0.82, worst = neighbours ? 0.44 : 0.3;
    const double value = best - (best - worst) * std::exp(-0.45 * (width - 1)) + 0.012 * luck -
                         (neighbours ? 0.0004 * width : 0);
    return result_of(analysis, step, {score(analysis + "_accuracy", "right", value, kUnknown, 0.1)},
                     version);
}

// What a factor needs: half of it is read from a code of that width.
struct SampleFactor {
    std::string name;
    double needs = 1, chance = 0, ceiling = 1;
};
inline std::vector<SampleFactor> face_factors() {
    return {{"background", 0.8, 0, 0.99},  {"skin tone", 1, 0, 0.98}, {"head width", 1.6, 0, 0.95},
            {"hair colour", 3, 0.2, 0.97}, {"pose", 3.4, 0, 0.93},    {"light", 4.5, 0, 0.96},
            {"hair style", 7, 0.25, 0.98}, {"mouth", 11, 0, 0.9},     {"eye height", 15, 0, 0.88},
            {"glasses", 17, 0.5, 0.97},    {"beard", 30, 0.5, 0.94},  {"earrings", 900, 0.5, 0.8}};
}

inline std::shared_ptr<AnalysisResult> survival_of(const std::vector<SampleFactor>& factors,
                                                   int width, std::int64_t step, double luck = 0,
                                                   std::uint64_t version = 90) {
    std::vector<Figure> figures;
    for (const SampleFactor& factor : factors) {
        const double share =
            1 / (1 + std::pow(factor.needs / width, 2.2)) + 0.02 * luck * (width < 8 ? 1 : 0.3);
        figures.push_back(score("survival." + factor.name, factor.name,
                                factor.chance + (factor.ceiling - factor.chance) * share,
                                factor.ceiling, factor.chance));
    }
    auto result = result_of("survival", step, std::move(figures), version);
    for (const SampleFactor& factor : factors) {
        if (factor.needs < width * 0.4) continue;
        result->galleries.push_back(
            {factor.name + ": lost, originals", sample_images(12, 3000 + version * 7)});
        result->galleries.push_back({factor.name + ": lost, what the net makes of them",
                                     sample_images(12, 3001 + version * 7, 3)});
    }
    return result;
}

// The last of the runs trains, the others are finished; run 1 is shown.
struct ComparedRuns {
    std::vector<int> widths{1, 2, 4, 8, 16, 32, 64};
    std::vector<int> seeds{1};
    bool factors = false, results = true;
};

inline PanelWorld compared_world(const ComparedRuns& of = {}, float scale = 1,
                                 app::ThemeKind kind = app::ThemeKind::paper) {
    PanelWorld world(running_snapshot(of.widths.front(), false, 9380), scale, kind);
    add_comparing(world.catalog);
    auto data = std::make_shared<DatasetInfo>(*find(world.catalog.datasets, "fashion_mnist"));
    if (of.factors)
        for (const SampleFactor& factor : face_factors())
            data->factors.push_back({factor.name, factor.chance > 0 ? 4 : 16, false});
    std::int64_t id = 0;
    const std::int64_t count = std::int64_t(of.widths.size() * of.seeds.size());
    for (const int width : of.widths)
        for (const int seed : of.seeds) {
            ++id;
            const std::int64_t step = id == count ? 6100 : 9380;
            Snapshot snapshot = running_snapshot(width, false, step);
            snapshot.state = id == count ? RunState::running : RunState::finished;
            snapshot.progress.seconds = 60 + 4 * width;
            snapshot.data = data;
            RunConfig config = *snapshot.config;
            config.set("seed", std::int64_t(seed));
            snapshot.config = std::make_shared<RunConfig>(config);
            auto about = std::make_shared<RunAbout>();
            about->name = "width " + std::to_string(width);
            if (of.seeds.size() > 1) about->name += ", seed " + std::to_string(seed);
            snapshot.about = about;
            const RunId run{id};
            world.requests.others[run] = std::make_shared<Snapshot>(snapshot);
            if (!of.results) continue;
            const double luck = of.seeds.size() > 1 ? double(id % 3) - 1 : 0;
            const auto version = std::uint64_t(1000 + id * 10);
            auto& results = world.requests.results_of;
            results[{run, "bottleneck"}] = bottleneck_of(width, step, luck, version);
            results[{run, "knn5"}] = accuracy_of("knn5", width, step, luck, version + 1);
            results[{run, "linear_probe"}] =
                accuracy_of("linear_probe", width, step, luck, version + 2);
            results[{run, "survival"}] =
                survival_of(face_factors(), width, step, luck, version + 3);
        }
    if (of.results) world.requests.results_of[{RunId(1), "pca_baseline"}] = pca_of_data();
    world.snapshot = *world.requests.others[RunId(1)];
    return world;
}

}  // namespace latent::test
