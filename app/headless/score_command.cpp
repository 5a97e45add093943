#include "headless/score_command.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "headless/analysis_flag.h"
#include "headless/analysis_text.h"
#include "headless/doorbell.h"
#include "headless/exit_code.h"
#include "headless/watched.h"
#include "latent/engine.h"

namespace latent::headless {
namespace {

struct ScoreFlags {
    Engine::ArrayFiles files;
    std::vector<std::string> analyses;  // none: all
    bool json = false;
};

std::vector<const PartInfo*> scores_in(const Catalog& catalog) {
    std::vector<const PartInfo*> scores;
    for (const PartInfo& part : catalog.analyses)
        if (part.of_arrays) scores.push_back(&part);
    return scores;
}

// Those named, or all that these files are enough for; unknown names are refused together.
std::vector<const PartInfo*> wanted_scores(const Catalog& catalog, const ScoreFlags& flags) {
    const std::vector<const PartInfo*> scores = scores_in(catalog);
    std::vector<const PartInfo*> wanted;
    if (flags.analyses.empty()) {
        for (const PartInfo* part : scores)
            if (!(part->needs_factors && flags.files.factors.empty()) &&
                !(part->needs_labels && flags.files.labels.empty()))
                wanted.push_back(part);
        if (wanted.empty())
            throw Refusal("There is no score of codes alone; give --factors or --labels, too.");
        return wanted;
    }
    std::vector<std::string> known, problems;
    for (const PartInfo* part : scores) known.push_back(part->id);
    for (const std::string& name : flags.analyses) {
        const PartInfo* part = find(catalog.analyses, name);
        if (part && part->of_arrays) {
            wanted.push_back(part);
        } else if (part) {
            problems.push_back("'" + name +
                               "' looks at a net, not at its codes alone; use it with "
                               "evaluate. There are: " +
                               comma_separated(known) + ".");
        } else {
            problems.push_back("There is no score '" + name + "'." + did_you_mean(name, known) +
                               " There are: " + comma_separated(known) + ".");
        }
    }
    if (!problems.empty()) throw Refusal(std::move(problems));
    return wanted;
}

void check_files(const Engine::ArrayFiles& files) {
    std::vector<std::string> problems;
    for (const std::string* file : {&files.codes, &files.factors, &files.labels, &files.inputs}) {
        std::error_code ignored;
        if (!file->empty() && !std::filesystem::exists(*file, ignored))
            problems.push_back("There is no file " + *file + ".");
    }
    if (!problems.empty()) throw Refusal(std::move(problems));
}

// "mig, irs: Every code is the same, so nothing can be told from it.": one line a reason.
void tell_reasons(const std::vector<Figure>& figures) {
    std::vector<std::pair<std::string, std::string>> told;  // the reason, the figures
    for (const Figure& figure : figures) {
        if (std::isfinite(figure.value)) continue;
        const std::string reason =
            figure.undefined.empty() ? "It is not a finite number." : figure.undefined;
        const auto known = std::find_if(told.begin(), told.end(),
                                        [&](const auto& each) { return each.first == reason; });
        if (known == told.end())
            told.emplace_back(reason, figure.id);
        else
            known->second += ", " + figure.id;
    }
    for (const auto& [reason, ids] : told) complain(ids + ": " + reason);
}

int score(const ScoreFlags& flags) {
    check_files(flags.files);
    Doorbell doorbell;  // before the first thread of the engine
    const auto engine = open_engine();

    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    std::vector<Figure> figures;
    std::vector<std::string> problems;
    for (const PartInfo* part : wanted_scores(engine->catalog(), flags)) {
        const Watched made = watched(*part, doorbell, [&](const Engine::Report& report) {
            return engine->score(flags.files, part->id, report);
        });
        if (made.signal != 0) return kSignalled + made.signal;
        if (!made.result.problem.empty())
            problems.push_back(part->label + ": " + made.result.problem);
        // What its figures would have been called is not known then: its own id stands for them.
        if (made.result.figures.empty()) json[part->id] = nullptr;
        for (const Figure& figure : made.result.figures) {
            json[figure.id] = std::isfinite(figure.value) ? nlohmann::ordered_json(figure.value)
                                                          : nlohmann::ordered_json();
            figures.push_back(figure);
        }
    }
    if (flags.json) {
        std::cout << json.dump(2) << '\n';
        tell_reasons(figures);
    } else {
        print_figures(std::cout, figures, 0);
        if (flags.analyses.empty() && !problems.empty()) {
            std::cout << "\nNot measured:\n";
            for (const std::string& problem : problems) std::cout << "  " << problem << '\n';
        }
    }
    // What is wrong with the codes themselves is wrong with every score.
    const bool nothing = figures.empty() && !problems.empty();
    const bool done = problems.empty() || (flags.analyses.empty() && !nothing);
    if (flags.analyses.empty() && nothing) problems.resize(1);
    if (!done || flags.json)
        for (const std::string& problem : problems) complain(problem);
    return done ? kDone : kFailed;
}

}  // namespace

void add_score_command(CLI::App& app, std::function<int()>& chosen) {
    auto flags = std::make_shared<ScoreFlags>();
    CLI::App* command =
        app.add_subcommand("score", "score codes of any program, from NumPy arrays (.npy)");
    command->add_option("--codes", flags->files.codes, "codes [N, k]: numbers, one row a sample")
        ->type_name("NPY")
        ->required();
    command
        ->add_option("--factors", flags->files.factors,
                     "values [N, K] of the known factors: whole numbers, numbered in any way")
        ->type_name("NPY");
    command->add_option("--labels", flags->files.labels, "class [N] of each sample: whole numbers")
        ->type_name("NPY");
    command->add_option("--inputs", flags->files.inputs, "the samples [N, ...] that were encoded")
        ->type_name("NPY");
    add_analysis_flag(*command, flags->analyses);
    command->add_flag("--json", flags->json,
                      "print one flat JSON object, figure to number, and nothing else on stdout; "
                      "null where it is undefined (a score without any figure under its own id), "
                      "with the reasons on stderr");
    command->callback([flags, &chosen] { chosen = [flags] { return score(*flags); }; });
}

}  // namespace latent::headless
