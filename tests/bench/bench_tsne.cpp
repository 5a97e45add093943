// What a t-SNE map costs.
//
//   bench_tsne                          milliseconds an iteration and for affinities, by points; and
//                                       what a run loses whose codes are embedded while it trains
//   bench_tsne CODES WIDTH POSITIONS    lays out a file of float32 [n, WIDTH] with perplexity 30 in
//                                       1,000 iterations; writes float32 [n, 2], prints the seconds
//
// bench_tsne.py beside it holds the second against scikit-learn. Seconds are the processor's, so
// that they depend little on what else is running; only the training is measured by the clock.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "concurrency/process_setup.h"
#include "concurrency/thread_budget.h"
#include "embedding/start.h"
#include "embedding/tsne.h"
#include "latent/engine.h"
#include "statistics/neighbourhood_quality.h"
#include "training/engine.h"

using namespace latent;

namespace {

constexpr double kPerplexity = 30;

class Stopwatch {
 public:
    double seconds() const { return double(std::clock() - begin_) / CLOCKS_PER_SEC; }

 private:
    std::clock_t begin_ = std::clock();
};

int lay_out(const std::string& codes_file, int width, const std::string& positions_file) {
    std::ifstream in(codes_file, std::ios::binary);
    const std::vector<char> bytes((std::istreambuf_iterator<char>(in)), {});
    const auto* begin = reinterpret_cast<const float*>(bytes.data());
    const std::vector<float> codes(begin, begin + bytes.size() / sizeof(float));
    if (width < 1 || codes.empty() || codes.size() % std::size_t(width) != 0) {
        std::fprintf(stderr, "%s holds no rows of %d numbers.\n", codes_file.c_str(), width);
        return 2;
    }
    const Stopwatch watch;
    embedding::AffinitySearch search(codes, width, kPerplexity, 0);
    while (search.advance(100)) {
    }
    embedding::Tsne tsne(embedding::principal_start(codes, width, 0), search.result());
    for (int i = 0; i < 1000; ++i) tsne.iterate();
    std::printf("%.3f\n", watch.seconds());
    std::ofstream(positions_file, std::ios::binary)
        .write(reinterpret_cast<const char*>(tsne.positions().data()),
               std::streamsize(tsne.positions().size() * sizeof(float)));
    return 0;
}

// Codes like those of a net: ten clusters of 16 dimensions that overlap somewhat.
std::vector<float> made_up_codes(int count, int width) {
    std::mt19937 generator(1);
    std::normal_distribution<float> normal;
    std::vector<float> centres(std::size_t(10 * width)), codes;
    for (float& value : centres) value = 1.5f * normal(generator);
    for (int i = 0; i < count; ++i)
        for (int d = 0; d < width; ++d)
            codes.push_back(centres[std::size_t((i % 10) * width + d)] + normal(generator));
    return codes;
}

void measure(int count) {
    constexpr int kWidth = 16;
    const auto codes = made_up_codes(count, kWidth);
    const Stopwatch search_watch;
    embedding::AffinitySearch search(codes, kWidth, kPerplexity, 0);
    while (search.advance(100)) {
    }
    const double search_seconds = search_watch.seconds();
    embedding::Tsne tsne(embedding::principal_start(codes, kWidth, 0), search.result());
    for (int i = 0; i < 300; ++i) tsne.iterate();
    const Stopwatch watch;
    for (int i = 0; i < 100; ++i) tsne.iterate();
    const double iteration = watch.seconds() / 100;
    const int ranked = std::min(count, 2000);
    const Stopwatch quality_watch;
    statistics::neighbourhood_quality(codes.data(), kWidth, tsne.positions().data(), 2, ranked, 12);
    std::printf(
        "%6d points: %7.2f ms an iteration, %6.0f ms for affinities, %4.0f ms for "
        "trustworthiness of %d\n",
        count, 1e3 * iteration, 1e3 * search_seconds, 1e3 * quality_watch.seconds(), ranked);
}

// Steps a second of a run on one thread, in turns without and with its embedding.
void train_beside(std::int64_t probe_points) {
    const auto engine = training::make_engine();
    EngineOptions options;
    options.reserved_cores = concurrency::ThreadBudget::cores_of_machine() - 1;
    const auto lab = engine->make_lab(options);
    RunConfig config = preset(engine->catalog(), "undercomplete", "fashion_mnist");
    config.set("probe_points", probe_points);
    config.set("epochs", std::int64_t(0));
    const RunId run = lab->create(config);
    const auto steps = [&] { return lab->snapshot(run)->progress.step; };
    while (steps() < 200) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    double rates[2] = {0, 0};
    constexpr int kTurns = 4;
    std::uint64_t shown = 0;
    for (int turn = 0; turn < 2 * kTurns; ++turn) {
        const bool embedded = turn % 2 == 1;
        if (embedded)
            lab->embed(run, {});
        else
            lab->stop_embedding();
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
        const auto from = std::chrono::steady_clock::now();
        const std::int64_t before = steps();
        std::uint64_t version = 0;
        while (std::chrono::steady_clock::now() - from < std::chrono::seconds(3)) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            const auto embedding = lab->embedding(run);
            if (!embedded || !embedding || embedding->version == version) continue;
            version = embedding->version;
            ++shown;
        }
        rates[embedded] += double(steps() - before) / 3 / kTurns;
    }
    std::printf(
        "training with %lld probe points: %.0f steps a second, %.0f beside its embedding "
        "(%.1f %% less), which is shown %.1f times a second\n",
        static_cast<long long>(probe_points), rates[0], rates[1], 100 * (1 - rates[1] / rates[0]),
        double(shown) / 3 / kTurns);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 4) return lay_out(argv[1], std::atoi(argv[2]), argv[3]);
    if (argc != 1) {
        std::fprintf(stderr, "bench_tsne [CODES WIDTH POSITIONS]\n");
        return 2;
    }
    // May begin the process anew, with the environment that OpenMP, OpenBLAS and the C library read
    // when they are loaded.
    concurrency::prepare_process_for_numerics(argv);
    for (const int count : {1000, 2000, 5000, 10000}) measure(count);
    for (const std::int64_t points : {2000, 10000}) train_beside(points);
}
