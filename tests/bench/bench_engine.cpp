// What the engine costs: a training step, a look at the net, an answer to a slider. Run by ./dev
// bench.
//
// Figures of one run are comparable with each other; machines and moments are not.
#include <ATen/Parallel.h>
#include <benchmark/benchmark.h>
#include <torch/types.h>

#include "catalog/catalog_builder.h"
#include "concurrency/process_setup.h"
#include "concurrency/thread_budget.h"
#include "data/dataset.h"
#include "explore/answering.h"
#include "training/observer.h"
#include "training/trainer.h"

using namespace latent;

namespace {

RunConfig config_of(const std::string& system, std::int64_t batch) {
    RunConfig config = preset(build_catalog(), system, "fashion_mnist");
    config.set("batch_size", batch);
    return config;
}

std::shared_ptr<const data::Dataset> fashion() {
    static const auto dataset = data::load_dataset("fashion_mnist");
    return dataset;
}

// Samples a second of the training loop alone; arguments: batch size, threads.
void train(benchmark::State& state, const std::string& system) {
    at::globalContext().setFlushDenormal(true);
    at::set_num_threads(1);
    training::Trainer trainer(config_of(system, state.range(0)), fashion());
    trainer.use_threads(int(state.range(1)));
    for (auto _ : state) benchmark::DoNotOptimize(trainer.step().total);
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

void look(benchmark::State& state) {
    at::set_num_threads(1);
    const RunConfig config = config_of("undercomplete", 128);
    training::Trainer trainer(config, fashion());
    models::VersionCounter versions{0};
    training::Observer observer(trainer.dataset(), config, versions);
    for (auto _ : state) benchmark::DoNotOptimize(observer.look(trainer));
}

void decode(benchmark::State& state) {
    at::set_num_threads(1);
    training::Trainer trainer(config_of("undercomplete", 128), fashion());
    const auto weights = trainer.publish_weights();
    models::VersionCounter versions{0};
    explore::Replica replica;
    for (auto _ : state)
        benchmark::DoNotOptimize(replica.answer(weights, DecodeCodes{{0.5f, -1.0f}}, versions));
}

}  // namespace

int main(int argc, char** argv) {
    // May begin the process anew, with the environment that OpenMP, OpenBLAS and the C library read
    // when they are loaded.
    concurrency::prepare_process_for_numerics(argv);
    const long cores = concurrency::ThreadBudget::cores_of_machine();
    for (const std::string system : {"undercomplete", "vae"})
        for (const long batch : {128L, 512L})
            for (const long threads : {1L, cores}) {
                benchmark::RegisterBenchmark(
                    ("train/" + system).c_str(),
                    [system](benchmark::State& state) { train(state, system); })
                    ->ArgNames({"batch", "threads"})
                    ->Args({batch, threads})
                    ->Unit(benchmark::kMillisecond)
                    ->UseRealTime();
                if (cores == 1) break;
            }
    benchmark::RegisterBenchmark("look at 2,000 codes", look)->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("decode one code", decode)->Unit(benchmark::kMillisecond);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
