#include "headless/sweep_command.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <memory>
#include <set>
#include <stdexcept>
#include <thread>

#include "headless/choice.h"
#include "headless/doorbell.h"
#include "headless/exit_code.h"
#include "headless/length.h"
#include "headless/progress_bar.h"
#include "headless/sweep_plan.h"
#include "headless/sweep_report.h"
#include "headless/sweep_training.h"
#include "latent/engine.h"

namespace latent::headless {
namespace {

struct Flags {
    Choice choice;
    std::vector<std::string> over;
    Length length;
    std::string seed, out;
    int jobs = 0;
    double save_every = RunOptions{}.save_every;
    bool json = false;
};

// Of `measure_all`: which analysis tells what. The first one that there is, is asked.
const char* const kMeters[] = {"bottleneck", "identity"};
const char* const kMeasured[] = {"fvu_held_out", "fvu_foreign", "active", "rate_bits"};
const char* const kBaseline = "pca_baseline";

// The first value listed, so that a sweep over systems or data need not name one twice.
void take_first(const std::vector<std::string>& over, const std::string& path, std::string& value) {
    for (const std::string& text : over)
        if (value.empty() && text.compare(0, path.size() + 1, path + "=") == 0)
            value = text.substr(path.size() + 1, text.find_first_of(",;") - path.size() - 1);
}

std::vector<SweepAxis> axes_of(const Catalog& catalog, const RunConfig& base,
                               const std::vector<std::string>& over) {
    std::vector<SweepAxis> axes;
    std::vector<std::string> problems;
    for (const std::string& text : over) try {
            axes.push_back(axis_from_text(catalog, base, text));
        } catch (const std::invalid_argument& error) {
            problems.push_back("--over " + text + ": " + error.what());
        }
    if (!problems.empty()) throw Refusal(std::move(problems));
    return axes;
}

// Every run, valid and for data that suits it.
std::vector<SweepRun> runs_of(const Engine& engine, const SweepPlan& plan) {
    std::vector<SweepRun> runs;
    try {
        runs = expand(engine.catalog(), plan.base, plan.axes);
    } catch (const InvalidConfig&) {
        throw;
    } catch (const std::invalid_argument& error) {
        throw Refusal(std::string("--over: ") + error.what());
    }
    std::vector<std::string> problems;
    std::map<std::string, DatasetInfo> described;
    for (const SweepRun& run : runs) {
        const std::string& data = run.config.text("data");
        if (!described.count(data)) described[data] = engine.describe_data(data);
        for (const Problem& problem : validate_for(engine.catalog(), run.config, described[data]))
            problems.push_back(run.name + ": " + problem.sentence);
    }
    if (!problems.empty()) throw Refusal(std::move(problems));
    return runs;
}

// One run's figures from an analysis of its folder; what it cannot tell is left out. False when it
// was told to stop.
class Meter {
 public:
    Meter(const Engine& engine, Doorbell& doorbell) : engine_(engine), doorbell_(doorbell) {}

    bool stopped() const { return signal_ != 0; }
    int signal() const { return signal_; }

    AnalysisResult measure(const std::string& folder, const std::string& analysis,
                           const std::string& name) {
        AnalysisResult result;
        try {
            result = engine_.evaluate(folder, analysis, [&](double progress, const std::string&) {
                bar_.show(progress, "Measuring " + name);
                if (signal_ == 0) signal_ = doorbell_.wait(0);
                return signal_ == 0;
            });
        } catch (const std::exception&) {
            // An extra figure that cannot be had is no failure of the sweep.
            result = {};
        }
        return result;
    }

 private:
    const Engine& engine_;
    Doorbell& doorbell_;
    ProgressBar bar_;
    int signal_ = 0;
};

void keep_finite(std::map<std::string, double>& figures, const std::string& id, double value) {
    if (std::isfinite(value)) figures[id] = value;
}

double at(const AnalysisResult& result, double x) {
    for (const Chart& chart : result.charts)
        for (const Curve& curve : chart.curves)
            for (std::size_t i = 0; i < std::min(curve.x.size(), curve.y.size()); ++i)
                if (double(curve.x[i]) == x) return double(curve.y[i]);
    return std::nan("");
}

// What all runs explain of their own and of foreign samples, and PCA's error on the same data.
int measure_all(const Engine& engine, Doorbell& doorbell, const std::string& folder,
                SweepPlan& plan, std::vector<SweepOutcome>& outcomes) {
    Meter meter(engine, doorbell);
    const Catalog& catalog = engine.catalog();
    const auto known = [&](const char* id) { return find(catalog.analyses, id) != nullptr; };
    const auto which = std::find_if(std::begin(kMeters), std::end(kMeters), known);
    // PCA knows of the data alone; of each data set and its choice of samples it is asked once.
    std::map<std::vector<std::string>, AnalysisResult> baselines;
    for (SweepOutcome& outcome : outcomes) {
        if (outcome.ending != Ending::finished || meter.stopped()) continue;
        const std::string place = (std::filesystem::path(folder) / outcome.run.folder).string();
        const bool first_time = !plan.measured.count(outcome.run.folder);
        std::map<std::string, double> figures;
        if (first_time && which != std::end(kMeters)) {
            const AnalysisResult result = meter.measure(place, *which, outcome.run.name);
            for (const char* id : kMeasured)
                if (const Figure* figure = result.figure(id))
                    keep_finite(figures, id, figure->value);
        }
        if (first_time && known(kBaseline) && !meter.stopped()) {
            std::vector<std::string> key;
            for (const char* path : {"data", "samples.classes", "samples.limit"})
                key.push_back(to_text(outcome.run.config.at(path)));
            if (!baselines.count(key))
                baselines[key] = meter.measure(place, kBaseline, "PCA on the same data");
            keep_finite(figures, "pca_squared_error",
                        at(baselines[key], outcome.run.config.number("code.width")));
        }
        if (first_time && !meter.stopped()) {
            plan.measured[outcome.run.folder] = figures;
            write_plan(folder, plan);
        }
        for (const auto& [id, value] : plan.measured[outcome.run.folder])
            outcome.figures[id] = value;
    }
    return meter.signal();
}

int count(const std::vector<SweepOutcome>& outcomes, Ending ending) {
    return int(std::count_if(outcomes.begin(), outcomes.end(),
                             [&](const auto& outcome) { return outcome.ending == ending; }));
}

int sweep(Flags flags) {
    take_first(flags.over, "system", flags.choice.system);
    take_first(flags.over, "data", flags.choice.data);
    std::vector<std::string> problems;
    if (flags.over.empty())
        problems.push_back("--over is missing: say what varies, such as --over code.width=1..64.");
    if (flags.out.empty())
        problems.push_back("--out is missing: name a folder for the runs of the sweep.");
    if (flags.jobs < 0) problems.push_back("--jobs counts runs: 1 or more.");
    if (!(flags.save_every > 0))
        problems.push_back("--save-every counts seconds: a number above 0 is needed.");
    if (!problems.empty()) throw Refusal(std::move(problems));

    Doorbell doorbell;  // before the first thread of the engine
    const auto engine = open_engine();
    SweepPlan plan;
    plan.base = config_of(*engine, flags.choice);
    settle_the_end(flags.length, "These runs", plan.base);
    plan.axes = axes_of(engine->catalog(), plan.base, flags.over);
    const std::vector<SweepRun> runs = runs_of(*engine, plan);

    SweepEnd end;
    const int cores = std::max(1, int(std::thread::hardware_concurrency()));
    end.jobs = std::min(flags.jobs > 0 ? flags.jobs : cores, int(runs.size()));
    end.axes = plan.axes;
    // Settled here, before any run starts, because a run resumes bit for bit only with as many
    // threads as it began with, however busy the machine is then.
    if (plan.base.integer("threads") == 0)
        plan.base.set("threads", std::int64_t(std::max(1, cores / end.jobs)));
    plan = plan_in(engine->catalog(), flags.out, std::move(plan));
    write_plan(flags.out, plan);
    for (SweepRun run : runs_of(*engine, plan)) {
        end.outcomes.emplace_back();
        end.outcomes.back().run = std::move(run);
    }

    const auto start = std::chrono::steady_clock::now();
    int signal =
        train_all(*engine, doorbell, flags.out, {end.jobs, flags.save_every}, end.outcomes);
    end.training_seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (signal == 0) signal = measure_all(*engine, doorbell, flags.out, plan, end.outcomes);
    if (signal != 0) {
        complain("Stopped with " + std::to_string(count(end.outcomes, Ending::finished)) + " of " +
                 std::to_string(end.outcomes.size()) +
                 " runs finished. The same command goes on where they stopped.");
        return kSignalled + signal;
    }
    if (flags.json)
        std::cout << to_json(engine->catalog(), end);
    else
        print(std::cout, engine->catalog(), end);
    for (const SweepOutcome& outcome : end.outcomes)
        if (outcome.ending == Ending::failed) complain(outcome.run.name + ": " + outcome.problem);
    if (!flags.json) std::cout << "\nKept in " << flags.out << '\n';
    return count(end.outcomes, Ending::failed) > 0 ? kFailed : kDone;
}

}  // namespace

void add_sweep_command(CLI::App& app, std::function<int()>& chosen) {
    auto flags = std::make_shared<Flags>();
    CLI::App* command = app.add_subcommand(
        "sweep", "train one system with some of its settings varied, and compare the runs");
    add_choice_flags(*command, flags->choice);
    command
        ->add_option("--over", flags->over,
                     "vary one setting: code.width=1,2,4 or code.width=1..64 (doubling); may be "
                     "repeated")
        ->type_name("PATH=V1,V2")
        ->expected(1)
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    add_length_flags(*command, flags->length, "stop each after so many steps",
                     "stop each after so many passes over the data");
    command->add_option("--seed", flags->seed, "of all runs, unless it is varied")->type_name("S");
    command->add_option("--jobs", flags->jobs, "runs trained at once (one a core)")->type_name("N");
    command
        ->add_option("--save-every", flags->save_every,
                     "seconds of training between checkpoints (30)")
        ->type_name("SECONDS");
    command->add_option("--out", flags->out, "keep the runs in this folder, and go on with them")
        ->type_name("DIR");
    command->add_flag("--json", flags->json,
                      "print all figures as JSON, and nothing else on stdout");
    command->callback([flags, &chosen] {
        take_length(flags->choice, flags->length);
        take_flag(flags->choice, "--seed", "seed", flags->seed);
        chosen = [flags] { return sweep(*flags); };
    });
}

}  // namespace latent::headless
