#include "gui/window_figures.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "state/run_text.h"

namespace latent::app {
namespace {

using Json = nlohmann::ordered_json;

// Divided at the end: not 12.300000000000001.
Json rounded(double value, double parts) { return std::round(value * parts) / parts; }
Json tenths(double value) { return rounded(value, 10); }

Json json_of(const Spread& spread) {
    return {{"count", spread.count},
            {"p50", tenths(spread.median)},
            {"p90", tenths(spread.p90)},
            {"p99", tenths(spread.p99)},
            {"max", tenths(spread.most)}};
}

}  // namespace

Spread spread_of(float* milliseconds, int count) {
    Spread spread;
    spread.count = count;
    if (count <= 0) return spread;
    std::sort(milliseconds, milliseconds + count);
    // The smallest value that at least that share does not exceed.
    const auto quantile = [&](double share) {
        const int at = int(std::ceil(share * count)) - 1;
        return double(milliseconds[std::clamp(at, 0, count - 1)]);
    };
    spread.median = quantile(0.5);
    spread.p90 = quantile(0.9);
    spread.p99 = quantile(0.99);
    spread.most = milliseconds[count - 1];
    return spread;
}

RunFigures figures_of(const Snapshot& snapshot) {
    const Progress& progress = snapshot.progress;
    RunFigures figures;
    figures.name =
        snapshot.about && !snapshot.about->name.empty() ? snapshot.about->name : run_name(snapshot);
    figures.training = snapshot.state == RunState::running;
    figures.step = progress.step;
    figures.samples_per_second = progress.samples_per_second;
    if (progress.batch_size > 0)
        figures.steps_per_second = progress.samples_per_second / double(progress.batch_size);
    figures.observing_share = progress.observing_share;
    figures.threads = progress.threads;
    return figures;
}

std::string words_of(FrameCause cause) {
    switch (cause) {
        case FrameCause::nothing:
            return "idle: nothing moves";
        case FrameCause::input:
            return "your hand";
        case FrameCause::news:
            return "news of training";
        case FrameCause::panel:
            return "a panel moves";
        case FrameCause::figures:
            return "these figures";
    }
    return "";
}

std::string json_of(const WindowFigures& figures) {
    Json runs = Json::array();
    for (const RunFigures& run : figures.runs)
        runs.push_back({{"name", run.name},
                        {"training", run.training},
                        {"step", run.step},
                        {"samples_per_second", tenths(run.samples_per_second)},
                        {"steps_per_second", tenths(run.steps_per_second)},
                        {"observing_share", rounded(run.observing_share, 1e4)},
                        {"threads", run.threads}});
    const ProcessUse& use = figures.process;
    const Json json = {
        {"seconds", tenths(figures.seconds)},
        {"frame_ms", json_of(figures.frame_ms)},
        {"gap_ms", json_of(figures.gap_ms)},
        {"gap_ms_ever", tenths(figures.gap_ms_ever)},
        {"input_ms", json_of(figures.input_ms)},
        {"answer_ms", json_of(figures.answer_ms)},
        {"frames_per_second", tenths(figures.frames_per_second)},
        {"drawn_for", words_of(figures.cause)},
        {"uploads_per_second", tenths(figures.uploads_per_second)},
        {"uploaded_mb_per_second", rounded(figures.uploaded_mb_per_second, 1e3)},
        {"vertices", figures.vertices},
        {"draw_calls", figures.draw_calls},
        {"cpu_percent", tenths(use.cores < 0 ? -1 : use.cores * 100)},
        {"window_cpu_percent", tenths(use.window_cores < 0 ? -1 : use.window_cores * 100)},
        {"resident_mb", tenths(use.resident_mb)},
        {"threads", use.threads},
        {"runs", std::move(runs)}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace latent::app
