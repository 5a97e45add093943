// What the scores cost: 10,000 codes of 10 dimensions, factors of (3, 6, 40, 32, 32) values, one
// core. Run by ./dev bench. "alone" is the score itself; a first look adds those of a perfect code
// and of noise, and later ones find them again.
#include <ATen/Parallel.h>
#include <benchmark/benchmark.h>

#include "metrics/metric.h"
#include "support/code_tables.h"

using namespace latent;
using namespace latent::testing;

namespace {

const CodeTable& ten_dimensions() {
    static const CodeTable table = [] {
        CodeTable made = identity_and_noise(samples_with_factors(10000), 5);
        for (std::int64_t i = 0; i < made.count; ++i) made.labels.push_back(made.value(i, 0));
        made.classes = 3;
        made.inputs = made.codes;
        made.input_width = made.width;
        return made;
    }();
    return table;
}

}  // namespace

int main(int argc, char** argv) {
    at::set_num_threads(1);
    for (const metrics::MetricEntry& entry : metrics::metrics())
        benchmark::RegisterBenchmark((entry.info.id + " alone").c_str(), [&entry](benchmark::State&
                                                                                      state) {
            for (auto _ : state)
                benchmark::DoNotOptimize(entry.measure(ten_dimensions(), no_report));
        })->Unit(benchmark::kMillisecond);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
