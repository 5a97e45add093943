// The latent map's work at the sizes that students bring: what a frame, a hover and a lasso cost.
// Run by ./dev bench, never asserted on.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>

#include "widgets/map_lasso.h"
#include "widgets/map_points.h"
#include "widgets/map_shapes.h"

using namespace latent;
using namespace latent::app;

namespace {

CodeCloud blobs(int count) {
    std::mt19937 random(1);
    std::normal_distribution<float> normal;
    CodeCloud cloud;
    cloud.count = count;
    cloud.width = 2;
    for (int i = 0; i < count; ++i) {
        cloud.codes.push_back(normal(random) + float(i % 10) * 1.5f);
        cloud.codes.push_back(normal(random) + float(i % 7));
    }
    return cloud;
}

// A hand-drawn line: round most of the cloud, in that many corners.
std::vector<ImVec2> wobbly(int corners) {
    std::vector<ImVec2> line;
    for (int i = 0; i < corners; ++i) {
        const float angle = 6.2832f * float(i) / float(corners),
                    reach = 4 + std::sin(angle * 9) * 0.8f;
        line.emplace_back(7 + 1.5f * reach * std::cos(angle), 3 + reach * std::sin(angle));
    }
    return line;
}

void lasso(benchmark::State& state) {
    const CodeCloud cloud = blobs(int(state.range(0)));
    const auto line = wobbly(400);
    for (auto _ : state) benchmark::DoNotOptimize(enclosed(cloud.codes, line, {}));
}
BENCHMARK(lasso)->Arg(2000)->Arg(70000)->Arg(1000000)->Unit(benchmark::kMillisecond);

void hover_after_a_look(benchmark::State& state) {
    const CodeCloud cloud = blobs(int(state.range(0)));
    PointGrid grid;
    for (auto _ : state) {
        grid.build(cloud.codes, {});
        benchmark::DoNotOptimize(grid.nearest(7, 3, 0.2f));
    }
}
BENCHMARK(hover_after_a_look)->Arg(2000)->Arg(70000)->Arg(1000000)->Unit(benchmark::kMillisecond);

void hover(benchmark::State& state) {
    const CodeCloud cloud = blobs(int(state.range(0)));
    PointGrid grid;
    grid.build(cloud.codes, {});
    float x = 0;
    for (auto _ : state) benchmark::DoNotOptimize(grid.nearest(x = x < 14 ? x + 0.1f : 0, 3, 0.2f));
}
BENCHMARK(hover)->Arg(2000)->Arg(70000)->Arg(1000000)->Unit(benchmark::kMillisecond);

void placing(benchmark::State& state) {
    const CodeCloud cloud = blobs(int(state.range(0)));
    const Projection projection = projection_of(MapCamera(), cloud, nullptr, nullptr);
    for (auto _ : state) benchmark::DoNotOptimize(map_points(cloud, projection, 1));
}
BENCHMARK(placing)->Arg(2000)->Arg(70000)->Arg(1000000)->Unit(benchmark::kMillisecond);

void density(benchmark::State& state) {
    const CodeCloud cloud = blobs(int(state.range(0)));
    for (auto _ : state)
        benchmark::DoNotOptimize(smoothed_counts(cloud.codes, {}, {-3, 17, -3, 9}, 140, 90, 2.2f));
}
BENCHMARK(density)->Arg(2000)->Arg(70000)->Arg(1000000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
