// How long runs take to open: twenty at once, until each shows its figures and curves, and until each
// shows its codes. Run it on folders made by `latent-lab train --out` (copies of one will do):
//
//   bench_opening FOLDER...
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>

#include "latent/engine.h"

using namespace latent;

int main(int argc, char** argv) {
    prepare_process(argv);
    const auto engine = open_engine();
    EngineOptions options;
    options.reserved_cores = 1;
    const auto lab = engine->make_lab(options);
    std::mutex mutex;
    std::condition_variable news;
    lab->on_news([&] {
        { std::lock_guard lock(mutex); }
        news.notify_all();
    });
    const auto start = std::chrono::steady_clock::now();
    std::vector<RunId> runs;
    RunOptions resting;
    resting.start = false;
    for (int i = 1; i < argc; ++i) runs.push_back(lab->open(argv[i], resting));
    const auto until_all = [&](const char* what, const std::function<bool(const Snapshot&)>& done) {
        std::unique_lock lock(mutex);
        for (const RunId run : runs)
            while (!done(*lab->snapshot(run)) && lab->snapshot(run)->state != RunState::failed)
                news.wait_for(lock, std::chrono::milliseconds(20));
        const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
        std::printf("%zu runs show their %s after %.3f s\n", runs.size(), what, passed.count());
    };
    until_all("figures and curves",
              [](const Snapshot& now) { return now.history && !now.history->empty(); });
    until_all("codes", [](const Snapshot& now) { return now.cloud != nullptr; });
    for (const RunId run : runs) {
        const auto now = lab->snapshot(run);
        if (now->state == RunState::failed) std::printf("%s\n", now->message.c_str());
    }
    const auto now = lab->snapshot(runs.back());
    std::printf("the last: step %lld, %zu points a curve, problem '%s'\n",
                static_cast<long long>(now->progress.step),
                now->history ? now->history->series[0].steps.size() : 0,
                now->kept->problem.c_str());
}
