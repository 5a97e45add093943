#include "headless/bench_command.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "headless/bench_cases.h"
#include "headless/bench_measuring.h"
#include "headless/choice.h"
#include "headless/exit_code.h"
#include "headless/progress_bar.h"
#include "headless/table.h"
#include "latent/engine.h"

namespace latent::headless {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kProductSize = 2048;
constexpr double kLongest = 3600;  // seconds

struct Flags {
    std::vector<std::string> cases;
    std::string seconds, threads;
    bool quick = false, json = false;
};

std::vector<const BenchCase*> chosen_cases(const std::vector<std::string>& names) {
    std::vector<const BenchCase*> cases;
    std::vector<std::string> problems;
    for (const std::string& name : names)
        if (!find(bench_cases(), name))
            problems.push_back("There is no case '" + name + "'." +
                               did_you_mean(name, ids_of(bench_cases())) +
                               " There are: " + comma_separated(ids_of(bench_cases())) + ".");
    if (!problems.empty()) throw Refusal(std::move(problems));
    for (const BenchCase& each : bench_cases())
        if (names.empty() ? each.usual
                          : std::find(names.begin(), names.end(), each.id) != names.end())
            cases.push_back(&each);
    return cases;
}

BenchTime time_of(const Flags& flags) {
    BenchTime time;
    if (flags.quick) time = {1, 0.5};
    if (flags.seconds.empty()) return time;
    char* end = nullptr;
    time.seconds = std::strtod(flags.seconds.c_str(), &end);
    if (*end != '\0' || !(time.seconds > 0) || time.seconds > kLongest)
        throw Refusal("--seconds " + flags.seconds +
                      ": a number of seconds above 0 is needed, and at most an hour of them.");
    return time;
}

int cores() { return std::max(1, int(std::thread::hardware_concurrency())); }

// 0 where it is the machine's to say.
int threads_of(const Flags& flags) {
    int threads = 0;
    const char* const end = flags.threads.data() + flags.threads.size();
    const auto [last, error] = std::from_chars(flags.threads.data(), end, threads);
    if (!flags.threads.empty() &&
        (error != std::errc() || last != end || threads < 0 || threads > 1024))
        throw Refusal("--threads " + flags.threads +
                      ": a whole number of threads is needed, or 0 for the run's share of the "
                      "machine.");
    return threads;
}

RunConfig config_of(const Engine& engine, const BenchCase& bench, int threads) {
    Choice choice;
    choice.system = bench.system;
    choice.data = bench.data;
    choice.settings = bench.settings;
    if (bench.kind == BenchKind::training)
        choice.flags.push_back({"--threads", "threads", std::to_string(threads)});
    return config_of(engine, choice);
}

// Figures of the cases as they come, as JSON and for reading.
struct Findings {
    Json json = Json::object();
    Table table{{Align::left, Align::right, Align::right, Align::right, Align::right, Align::left}};

    Findings() { table.row({"case", "samples/s", "spread", "ms a step", "threads", ""}); }

    static std::string percent(double share) {
        return std::to_string(std::lround(100 * share)) + " %";
    }

    void add(const BenchCase& bench, const TrainingPace& pace) {
        json[bench.id] = {{"samples_per_second", pace.samples_per_second},
                          {"median", pace.median},
                          {"spread", pace.spread},
                          {"windows", pace.windows},
                          {"step_ms", pace.step_ms},
                          {"observing_share", pace.observing_share},
                          {"seconds", pace.seconds},
                          {"threads", pace.threads}};
        table.row({bench.id, with_separators(std::llround(pace.samples_per_second)),
                   pace.windows > 1 ? percent(pace.spread) : "", readable(pace.step_ms),
                   std::to_string(pace.threads), bench.what});
    }

    void add(const BenchCase& bench, const SweepPace& pace) {
        const double ratio = pace.one_run > 0 ? pace.aggregate / pace.one_run : 0;
        json["sweep"] = {{"aggregate_samples_per_second", pace.aggregate},
                         {"one_run", pace.one_run},
                         {"ratio", ratio},
                         {"jobs", pace.jobs},
                         {"seconds", pace.seconds}};
        table.row({bench.id, with_separators(std::llround(pace.aggregate)), "", "",
                   std::to_string(pace.jobs) + " x 1", bench.what});
        table.row({"  one run alone", with_separators(std::llround(pace.one_run)), "", "", "1",
                   readable(ratio) + " times that, all together"});
    }

    void add(const BenchCase& bench, double gflops, int threads) {
        json[bench.id] = gflops;
        table.row({bench.id, readable(gflops), "", "", std::to_string(threads),
                   bench.what + ": 1e9 operations a second"});
    }
};

SweepPace measure_sweep(const Engine& engine, Doorbell& doorbell, const BenchCase& bench,
                        const BenchTime& time, const BenchReport& report) {
    const RunConfig base = config_of(engine, bench, 1);
    std::vector<RunConfig> configs;
    for (const int width : bench_widths()) {
        configs.push_back(base);
        configs.back().set("code.width", std::int64_t(width));
    }
    // The one in the middle stands for all: they differ in a layer of some thousand weights.
    const RunConfig alone = configs[configs.size() / 2];
    return sweep_pace_of(engine, doorbell, std::move(configs), alone, cores(), time, report);
}

int bench(const Flags& flags) {
    const auto cases = chosen_cases(flags.cases);
    const BenchTime time = time_of(flags);
    const int threads = threads_of(flags);
    const int used = threads > 0 ? threads : cores();  // one run has all the machine here

    Doorbell doorbell;  // before the first thread of the engine
    const auto engine = open_engine();
    Findings findings;
    try {
        for (const BenchCase* each : cases) {
            ProgressBar bar;
            const auto report = [&](double done) { bar.show(std::min(1.0, done), each->id); };
            switch (each->kind) {
                case BenchKind::training:
                    findings.add(*each, pace_of(*engine, doorbell,
                                                config_of(*engine, *each, threads), time, report));
                    break;
                case BenchKind::sweep:
                    findings.add(*each, measure_sweep(*engine, doorbell, *each, time, report));
                    break;
                case BenchKind::sgemm:
                    report(0);
                    findings.add(*each, engine->sgemm_gflops(kProductSize, used), used);
                    break;
            }
        }
    } catch (const BenchStopped& stopped) {
        complain("Stopped before all was measured.");
        return kSignalled + stopped.signal;
    }
    findings.json["threads"] = used;
    if (flags.json)
        std::cout << findings.json.dump(2) << '\n';
    else
        findings.table.print(std::cout);
    return kDone;
}

}  // namespace

void add_bench_command(CLI::App& app, std::function<int()>& chosen) {
    auto flags = std::make_shared<Flags>();
    CLI::App* command =
        app.add_subcommand("bench", "measure how fast this machine trains, in samples a second");
    command
        ->add_option("case", flags->cases,
                     "only these: " + comma_separated(ids_of(bench_cases())) +
                         " (all but sweep_7, which takes longest)")
        ->type_name("CASE");
    command->add_option("--seconds", flags->seconds, "measured of each run (5; with --quick 1)")
        ->type_name("S");
    command
        ->add_option("--threads", flags->threads,
                     "that a run trains with (0: its share of the machine)")
        ->type_name("N");
    command->add_flag("--quick", flags->quick, "a second of each: for a first impression");
    command->add_flag("--json", flags->json,
                      "print the figures as JSON, and nothing else on stdout");
    command->callback([flags, &chosen] { chosen = [flags] { return bench(*flags); }; });
}

}  // namespace latent::headless
