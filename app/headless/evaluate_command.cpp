#include "headless/evaluate_command.h"

#include <CLI/CLI.hpp>
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
#include "latent/json.h"

namespace latent::headless {
namespace {

struct EvaluateFlags {
    std::string folder;
    std::vector<std::string> analyses;  // none: all
    bool json = false;
};

// Those named, or all; unknown names are refused together.
std::vector<std::string> wanted_analyses(const Catalog& catalog, const EvaluateFlags& flags) {
    const auto known = ids_of(catalog.analyses);
    if (flags.analyses.empty()) return known;
    std::vector<std::string> problems;
    for (const std::string& name : flags.analyses)
        if (!find(catalog.analyses, name))
            problems.push_back("There is no analysis '" + name + "'." + did_you_mean(name, known) +
                               " There are: " + comma_separated(known) + ".");
    if (!problems.empty()) throw Refusal(std::move(problems));
    return flags.analyses;
}

void check_folder(const std::string& folder) {
    std::error_code ignored;
    if (!std::filesystem::exists(folder, ignored))
        throw Refusal("There is no folder " + folder + ".");
    if (!std::filesystem::is_directory(folder, ignored))
        throw Refusal(folder + " is a file; name the folder of a run (train --out).");
}

// --analysis takes every word that follows it: a folder that stands last among them is the folder.
void find_folder(EvaluateFlags& flags) {
    std::error_code ignored;
    if (!flags.folder.empty()) return;
    if (flags.analyses.size() < 2 || !std::filesystem::is_directory(flags.analyses.back(), ignored))
        throw Refusal("evaluate: the folder of a run is required.");
    flags.folder = std::move(flags.analyses.back());
    flags.analyses.pop_back();
}

int evaluate(EvaluateFlags flags) {
    find_folder(flags);
    check_folder(flags.folder);
    Doorbell doorbell;  // before the first thread of the engine
    const auto engine = open_engine();
    const std::vector<std::string> wanted = wanted_analyses(engine->catalog(), flags);

    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    std::vector<std::string> problems;
    bool first = true;
    for (const std::string& id : wanted) {
        const PartInfo& part = *find(engine->catalog().analyses, id);
        const Watched made = watched(part, doorbell, [&](const Engine::Report& report) {
            return engine->evaluate(flags.folder, id, report);
        });
        if (made.signal != 0) return kSignalled + made.signal;
        const AnalysisResult& result = made.result;
        if (!result.problem.empty()) problems.push_back(part.label + ": " + result.problem);
        const bool refused = !result.problem.empty() && !flags.analyses.empty();
        if (flags.json) {
            json[id] = nlohmann::ordered_json::parse(to_json(result));
        } else if (!refused) {  // else it is said on stderr
            if (!std::exchange(first, false)) std::cout << '\n';
            print(std::cout, part, result);
        }
    }
    if (flags.json) std::cout << json.dump(2) << '\n';
    // Of those that nobody named it is no failure when they do not apply.
    if (flags.analyses.empty() || problems.empty()) return kDone;
    for (const std::string& problem : problems) complain(problem);
    return kFailed;
}

}  // namespace

void add_evaluate_command(CLI::App& app, std::function<int()>& chosen) {
    auto flags = std::make_shared<EvaluateFlags>();
    CLI::App* command =
        app.add_subcommand("evaluate", "analyse the net that a run left in its folder");
    command->add_option("folder", flags->folder, "run folder, as train --out wrote it")
        ->type_name("RUN_FOLDER");
    add_analysis_flag(*command, flags->analyses);
    command->add_flag("--json", flags->json, "print JSON, and nothing else on stdout");
    command->callback([flags, &chosen] { chosen = [flags] { return evaluate(*flags); }; });
}

}  // namespace latent::headless
