#include "headless/bench_measuring.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <stdexcept>

namespace latent::headless {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kWindows = 5;
constexpr double kGrace = 0.3;  // seconds for which a run may be silent beyond its time

struct Reading {
    double samples = 0, seconds = 0;  // on the run's clock
    std::int64_t step = 0;
};

// Whole epochs hold every sample once; the last batch of each may be short.
Reading reading_of(const Progress& progress) {
    const std::int64_t epoch = std::max<std::int64_t>(1, progress.steps_per_epoch);
    const std::int64_t samples = (progress.step / epoch) * progress.train_count +
                                 (progress.step % epoch) * progress.batch_size;
    return {double(samples), progress.seconds, progress.step};
}

double rate(const Reading& from, const Reading& to) {
    return to.seconds > from.seconds ? (to.samples - from.samples) / (to.seconds - from.seconds)
                                     : 0;
}

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

RunConfig of_steps(RunConfig config, std::int64_t steps) {
    config.set("steps", steps);  // 0: without an end, stopped with its lab
    config.set("epochs", std::int64_t{0});
    return config;
}

// A lab, and the waiting for what its runs say.
class Waiting {
 public:
    Waiting(const Engine& engine, Doorbell& doorbell)
        : doorbell_(doorbell), lab_(engine.make_lab()) {
        lab_->on_news([this] { doorbell_.ring(); });
    }

    Lab& lab() { return *lab_; }

    std::shared_ptr<const Snapshot> snapshot(RunId run) {
        auto now = lab_->snapshot(run);
        if (now->state == RunState::failed || now->state == RunState::diverged)
            throw std::runtime_error(now->message.empty() ? "The run ended with an error."
                                                          : now->message);
        return now;
    }

    void wait(int milliseconds = kHeartbeat) {
        if (const int signal = doorbell_.wait(milliseconds); signal != 0)
            throw BenchStopped{signal};
    }

    // The run's progress as it is, not as it last said: paused, because a resting run tells.
    Progress rest(RunId run) {
        for (;;) {
            const auto now = snapshot(run);
            if (now->state == RunState::paused || now->state == RunState::finished)
                return now->progress;
            lab_->post(run, Pause{});  // again and again: one that still loads does not hear it
            wait();
        }
    }

 private:
    Doorbell& doorbell_;
    std::unique_ptr<Lab> lab_;
};

// One run and what it said so far.
class Listening {
 public:
    Listening(Waiting& waiting, RunId run) : waiting_(waiting), run_(run) {}

    // The run's reading at so many seconds of its clock, or as soon after as it tells. Where looks
    // are dear they are rare, and so is what a run tells of itself: then it is asked, by a pause.
    Reading at(double seconds, const std::function<void(double clock)>& report = {}) {
        for (;;) {
            const Clock::time_point start = Clock::now();
            const double ahead = seconds - hear().seconds;
            for (double left = ahead + kGrace; left > 0;
                 left = ahead + kGrace - seconds_since(start)) {
                const Reading now = hear();
                if (now.seconds >= seconds) return now;
                if (report) report(std::max(now.seconds, seconds - ahead + seconds_since(start)));
                waiting_.wait(std::max(1, std::min(kHeartbeat, int(1000 * left))));
            }
            waiting_.rest(run_);
            const Reading now = hear();
            waiting_.lab().post(run_, Train{});
            if (now.seconds >= seconds) return now;
        }
    }

    const std::vector<Reading>& heard() const { return heard_; }  // by rising clock

 private:
    Reading hear() {
        const Reading now = reading_of(waiting_.snapshot(run_)->progress);
        if (heard_.empty() || now.seconds > heard_.back().seconds) heard_.push_back(now);
        return heard_.back();
    }

    Waiting& waiting_;
    RunId run_;
    std::vector<Reading> heard_;
};

// Rates between readings about as far apart as the windows are wide, rising.
std::vector<double> window_rates(const std::vector<Reading>& heard, const Reading& first,
                                 const Reading& last) {
    std::vector<double> rates;
    Reading from = first;
    int edge = 1;
    for (const Reading& to : heard) {
        if (to.seconds <= from.seconds || to.seconds > last.seconds) continue;
        if (to.seconds < first.seconds + (last.seconds - first.seconds) * edge / kWindows &&
            to.seconds < last.seconds)
            continue;
        rates.push_back(rate(from, to));
        from = to;
        while (edge < kWindows &&
               to.seconds >= first.seconds + (last.seconds - first.seconds) * edge / kWindows)
            ++edge;
    }
    std::sort(rates.begin(), rates.end());
    return rates;
}

// `configs` trained in that order, `jobs` at a time. Samples a second, and the seconds, until a job
// is done with nothing left to take its place.
struct Throughput {
    double samples_per_second = 0, seconds = 0;
};

Throughput throughput_of(const Engine& engine, Doorbell& doorbell,
                         const std::vector<RunConfig>& configs, int jobs,
                         const BenchReport& report) {
    Waiting waiting(engine, doorbell);
    Lab& lab = waiting.lab();
    // A run that never starts holds the data in memory, so that reading it is not measured.
    RunOptions idle;
    idle.start = false;
    const RunId holder = lab.create(configs.front(), idle);
    while (!waiting.snapshot(holder)->cloud) waiting.wait();

    const auto samples_of = [](const Progress& progress) { return reading_of(progress).samples; };
    const Clock::time_point start = Clock::now();
    double samples = 0;
    std::size_t next = 0;
    std::vector<RunId> active;
    const auto is_done = [&](RunId run) {
        return waiting.snapshot(run)->state == RunState::finished;
    };
    while (active.size() < std::size_t(jobs)) active.push_back(lab.create(configs[next++]));
    for (;;) {
        const auto done = std::find_if(active.begin(), active.end(), is_done);
        if (done == active.end()) {
            report(double(next - active.size()) / double(configs.size()));
            waiting.wait();
        } else if (next < configs.size()) {
            samples += samples_of(waiting.snapshot(*done)->progress);
            lab.remove(*done);
            *done = lab.create(configs[next++]);
        } else {
            break;
        }
    }
    const double seconds = seconds_since(start);
    for (const RunId run : active) lab.post(run, Pause{});  // all at once, then one by one
    for (const RunId run : active) samples += samples_of(waiting.rest(run));
    return {samples / seconds, seconds};
}

}  // namespace

TrainingPace pace_of(const Engine& engine, Doorbell& doorbell, const RunConfig& config,
                     const BenchTime& time, const BenchReport& report) {
    Waiting waiting(engine, doorbell);
    const RunId run = waiting.lab().create(of_steps(config, 0));
    while (!waiting.snapshot(run)->cloud || waiting.snapshot(run)->state != RunState::running) {
        report(0);
        waiting.wait();
    }
    Listening listening(waiting, run);
    const Reading first =
        listening.at(reading_of(waiting.snapshot(run)->progress).seconds + time.warm_up);
    const Reading last = listening.at(first.seconds + time.seconds, [&](double clock) {
        report((clock - first.seconds) / time.seconds);
    });
    const auto rates = window_rates(listening.heard(), first, last);
    const auto snapshot = waiting.snapshot(run);
    TrainingPace pace;
    pace.samples_per_second = rate(first, last);
    pace.windows = int(rates.size());
    pace.median = rates[rates.size() / 2];
    pace.spread = pace.median > 0 ? (rates.back() - rates.front()) / pace.median : 0;
    pace.seconds = last.seconds - first.seconds;
    pace.step_ms = 1000 * pace.seconds / double(std::max<std::int64_t>(1, last.step - first.step));
    pace.observing_share = snapshot->progress.observing_share;
    pace.threads = snapshot->progress.threads;
    return pace;
}

SweepPace sweep_pace_of(const Engine& engine, Doorbell& doorbell, std::vector<RunConfig> configs,
                        RunConfig alone, int jobs, const BenchTime& time,
                        const BenchReport& report) {
    const BenchReport silent = [](double) {};
    const double guess =
        pace_of(engine, doorbell, alone, {1, time.warm_up}, silent).samples_per_second;
    const auto steps = std::max<std::int64_t>(
        1, std::llround(guess * time.seconds / double(alone.integer("batch_size"))));
    alone = of_steps(alone, steps);
    for (RunConfig& config : configs) config = of_steps(config, steps);

    SweepPace pace;
    pace.jobs = std::max(1, std::min(jobs, int(configs.size())));
    const auto before = throughput_of(engine, doorbell, {alone}, 1, silent);
    const auto together = throughput_of(engine, doorbell, configs, pace.jobs, report);
    const auto after = throughput_of(engine, doorbell, {alone}, 1, silent);
    pace.one_run = (before.samples_per_second + after.samples_per_second) / 2;
    pace.aggregate = together.samples_per_second;
    pace.seconds = together.seconds;
    return pace;
}

}  // namespace latent::headless
