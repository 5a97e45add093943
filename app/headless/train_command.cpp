#include "headless/train_command.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <stdexcept>

#include "headless/choice.h"
#include "headless/doorbell.h"
#include "headless/exit_code.h"
#include "headless/figures.h"
#include "headless/length.h"
#include "headless/progress_bar.h"
#include "headless/table.h"
#include "latent/engine.h"
#include "latent/json.h"

namespace latent::headless {
namespace {

struct TrainFlags {
    Choice choice;
    Length length;
    std::string seed, threads, out, resume, save_every;
    bool json = false;
};

// A folder that holds a run already is never touched.
void check_is_new(const std::string& folder) {
    if (folder.empty()) return;
    std::error_code ignored;
    if (std::filesystem::exists(folder, ignored) && !std::filesystem::is_directory(folder, ignored))
        throw Refusal("--out " + folder + ": there is a file of that name; name a folder.");
    for (const char* file : {"summary.json", "metrics.jsonl", "config.json"})
        if (std::filesystem::exists(std::filesystem::path(folder) / file, ignored))
            throw Refusal("--out " + folder + ": the folder holds a run already (" + file +
                          "); go on with it by --resume " + folder + ", or name another one.");
}

// Waits for the run's end. Returns its last snapshot, and in `signal` what stopped it early (0:
// nothing did).
std::shared_ptr<const Snapshot> wait_for_end(Lab& lab, RunId run, Doorbell& doorbell, int& signal) {
    ProgressBar bar;
    for (;;) {
        const auto snapshot = lab.snapshot(run);
        const bool stopping = signal != 0;
        switch (snapshot->state) {
            case RunState::finished:
                if (snapshot->summary) return snapshot;
                break;  // the figures are still being computed
            case RunState::failed:
            case RunState::diverged:
                return snapshot;
            case RunState::idle:
            case RunState::paused:
                if (stopping) return snapshot;
                break;
            case RunState::running:
                break;
        }
        bar.show(*snapshot);
        const int caught = doorbell.wait(kHeartbeat);
        if (caught == 0) continue;
        if (stopping) std::_Exit(kSignalled + caught);  // asked twice: at once
        signal = caught;
        lab.post(run, Pause{});
    }
}

int stopped_early(const Snapshot& snapshot, int signal, const std::string& folder) {
    const Progress& progress = snapshot.progress;
    std::string sentence = "Stopped at step " + with_separators(progress.step);
    if (progress.last_step > 0) sentence += " of " + with_separators(progress.last_step);
    sentence += ", before the held-out figures were computed.";
    if (!folder.empty())
        sentence += " It is kept in " + folder + "; latent-lab train --resume " + folder +
                    " goes on from there.";
    complain(sentence);
    return kSignalled + signal;
}

// A whole number above 0, or 0 where the flag was not given.
std::int64_t positive(const char* flag, const std::string& text) {
    if (text.empty()) return 0;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 1)
        throw Refusal(std::string(flag) + " " + text + ": a whole number above 0 is needed.");
    return value;
}

double seconds_between_saves(const std::string& text) {
    if (text.empty()) return RunOptions().save_every;
    char* end = nullptr;
    const double seconds = std::strtod(text.c_str(), &end);
    if (end == text.c_str() || *end != '\0' || !(seconds > 0))
        throw Refusal("--save-every " + text + ": a number of seconds above 0 is needed.");
    return seconds;
}

RunId go_on(Lab& lab, const TrainFlags& flags, RunOptions options, Doorbell& doorbell) {
    options.steps = positive("--steps", flags.length.steps);
    options.epochs = positive("--epochs", flags.length.epochs);
    const RunId run = lab.open(flags.resume, options);
    for (auto now = lab.snapshot(run);; now = lab.snapshot(run)) {
        if (now->kept->watched)
            throw Refusal("--resume " + flags.resume +
                          ": another program is training that run. Stop it there first.");
        if (now->config && now->config->integer("steps") == 0 &&
            now->config->integer("epochs") == 0)
            throw Refusal("--resume " + flags.resume +
                          ": that run would never end: give --steps or --epochs.");
        if (now->config || now->state == RunState::failed) return run;
        doorbell.wait(kHeartbeat);
    }
}

// What was not kept is said, and why. Returns whether all is on disk.
bool is_kept(Lab& lab, RunId run, Doorbell& doorbell) {
    for (auto now = lab.snapshot(run);; now = lab.snapshot(run)) {
        const auto& steps = now->kept->checkpoints;
        if (now->kept->folder.empty() || now->state == RunState::failed) return true;
        if (!now->kept->problem.empty()) {
            complain(now->kept->problem);
            return steps.size() > 0 && steps.back() == now->progress.step;
        }
        if (!steps.empty() && steps.back() == now->progress.step) return true;
        doorbell.wait(kHeartbeat);
    }
}

int train(const TrainFlags& flags) {
    RunOptions options;
    options.start = true;
    options.summarise = true;
    options.folder = flags.out;
    options.save_every = seconds_between_saves(flags.save_every);
    check_is_new(flags.out);
    const std::string folder = flags.out + flags.resume;  // one of them is empty

    Doorbell doorbell;  // before the first thread of the engine
    const auto engine = open_engine();
    RunConfig config;
    if (flags.resume.empty()) {
        config = config_of(*engine, flags.choice);
        settle_the_end(flags.length, "This run", config);
    }

    const auto lab = engine->make_lab();
    lab->on_news([&doorbell] { doorbell.ring(); });
    const RunId run =
        flags.resume.empty() ? lab->create(config, options) : go_on(*lab, flags, options, doorbell);
    int signal = 0;
    const auto last = wait_for_end(*lab, run, doorbell, signal);
    const bool kept = is_kept(*lab, run, doorbell);

    if (last->state == RunState::failed || last->state == RunState::diverged)
        throw std::runtime_error(last->message.empty() ? "The run ended with an error."
                                                       : last->message);
    if (!last->summary) return stopped_early(*last, signal, folder);
    if (flags.json) {
        std::cout << to_json(*last->summary);
    } else {
        print(std::cout, *last->summary, engine->catalog());
        if (!folder.empty() && kept) std::cout << "\nKept in " << folder << '\n';
    }
    return kept ? kDone : kFailed;
}

}  // namespace

void add_train_command(CLI::App& app, std::function<int()>& chosen) {
    auto flags = std::make_shared<TrainFlags>();
    CLI::App* command =
        app.add_subcommand("train", "train an autoencoder and report its held-out figures");
    add_choice_flags(*command, flags->choice);
    add_length_flags(*command, flags->length, "stop after so many optimiser steps",
                     "stop after so many passes over the training data");
    command->add_option("--seed", flags->seed, "same seed and threads: same run, bit for bit")
        ->type_name("S");
    command
        ->add_option("--threads", flags->threads,
                     "that the trainer computes with (0: its share of the machine)")
        ->type_name("N");
    auto* out = command->add_option("--out", flags->out, "keep the run in this folder");
    out->type_name("DIR");
    auto* resume =
        command->add_option("--resume", flags->resume,
                            "go on with the run in this folder, to its end or to that of "
                            "--steps or --epochs");
    resume->type_name("DIR")->excludes(out);
    for (const char* other : {"--data", "--system", "--config", "--set", "--seed", "--threads"})
        resume->excludes(command->get_option(other));
    command
        ->add_option("--save-every", flags->save_every,
                     "seconds of training between checkpoints (30)")
        ->type_name("SECONDS");
    command->add_flag("--json", flags->json,
                      "print the summary as JSON, and nothing else on stdout");
    command->callback([flags, &chosen] {
        take_length(flags->choice, flags->length);
        take_flag(flags->choice, "--seed", "seed", flags->seed);
        take_flag(flags->choice, "--threads", "threads", flags->threads);
        chosen = [flags] { return train(*flags); };
    });
}

}  // namespace latent::headless
