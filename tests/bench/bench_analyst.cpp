// What analyses that repeat without a pause cost the training beside them: samples a second of the
// dense net on Fashion-MNIST in a lab, windows with and without them in turn, and the median of the
// ratios of neighbouring windows.
//
//   bench_analyst [seconds a window = 4] [pairs = 5] [reserved cores = 1]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "latent/engine.h"

using namespace latent;

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// Samples a second over so many seconds; with analyses asked for again as soon as they are done.
double rate(Lab& lab, RunId run, double seconds, const std::vector<std::string>& analyses,
            int& made) {
    const auto first = lab.snapshot(run)->progress;
    const Clock::time_point start = Clock::now();
    std::size_t next = 0;
    bool asked = false;
    while (seconds_since(start) < seconds) {
        if (!analyses.empty()) {
            const std::string& id = analyses[next % analyses.size()];
            const auto result = lab.analysis(run, id);
            if (asked && result && result->done) {
                ++made;
                ++next;
                asked = false;
            } else if (!asked) {
                lab.analyse(run, id);
                asked = true;
            }
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    const auto last = lab.snapshot(run)->progress;
    const double taken = seconds_since(start);
    if (asked) lab.cancel_analysis(run, analyses[next % analyses.size()]);
    return double(last.step - first.step) * double(last.batch_size) / taken;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

}  // namespace

int main(int count, char** arguments) {
    prepare_process(arguments);
    const auto number = [&](int place, double otherwise) {
        return count > place ? std::atof(arguments[place]) : otherwise;
    };
    const double seconds = number(1, 4);
    const int pairs = int(number(2, 5));
    EngineOptions options;
    options.reserved_cores = int(number(3, 1));
    const auto engine = open_engine();
    const auto lab = engine->make_lab(options);
    RunConfig config = preset(engine->catalog(), "undercomplete", "fashion_mnist");
    config.set("epochs", std::int64_t(0));
    const RunId run = lab->create(config);
    const Clock::time_point start = Clock::now();
    while (lab->snapshot(run)->progress.step < 20 && seconds_since(start) < 60)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));

    const std::vector<std::string> analyses = {"silhouette",   "knn5",  "neighbourhoods",
                                               "linear_probe", "pca95", "intrinsic_dimension",
                                               "unsupervised"};
    std::vector<double> alone, beside, ratios;
    int made = 0;
    for (int pair = 0; pair < pairs; ++pair) {
        alone.push_back(rate(*lab, run, seconds, {}, made));
        beside.push_back(rate(*lab, run, seconds, analyses, made));
        ratios.push_back(beside.back() / alone.back());
        std::printf("  alone %8.0f samples/s   beside analyses %8.0f   ratio %.3f\n", alone.back(),
                    beside.back(), ratios.back());
    }
    std::printf(
        "dense on Fashion-MNIST, %d core(s) kept free: alone %.0f, beside %d analyses %.0f "
        "samples/s, ratio %.3f (medians)\n",
        options.reserved_cores, median(alone), made, median(beside), median(ratios));
}
