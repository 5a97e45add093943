#include "headless/choice.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>

#include "headless/exit_code.h"
#include "latent/catalog.h"
#include "latent/json.h"

namespace latent::headless {
namespace {

std::string contents_of(const std::string& file) {
    std::error_code ignored;
    if (std::filesystem::is_directory(file, ignored))
        throw Refusal(file + " is a folder; name the config.json in it.");
    std::ifstream stream(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) throw Refusal("The config " + file + " cannot be read.");
    return text;
}

RunConfig config_from_file(const Catalog& catalog, const Choice& choice) {
    try {
        RunConfig config =
            with_defaults(catalog, config_from_json(catalog, contents_of(choice.config_file)));
        if (!choice.data.empty()) config.set("data", choice.data);
        return config;
    } catch (const Refusal&) {
        throw;
    } catch (const std::invalid_argument& error) {
        throw Refusal(choice.config_file + ": " + error.what());
    }
}

// Sets one path; a problem joins the others.
void apply(const Catalog& catalog, RunConfig& config, const std::string& as_typed,
           const std::string& path, const std::string& text, std::vector<std::string>& problems) {
    try {
        set_from_text(catalog, config, path, text);
    } catch (const std::invalid_argument& error) {
        problems.push_back(as_typed + ": " + error.what());
    }
}

// A name that is neither a dataset nor a file is a slip of the pen; a file that cannot be read is a
// failure.
void check_data(const Engine& engine, const std::string& data, std::vector<std::string>& problems) {
    std::error_code ignored;
    if (find(engine.catalog().datasets, data) || std::filesystem::exists(data, ignored)) return;
    try {
        engine.describe_data(data);
    } catch (const std::runtime_error& error) {
        problems.push_back(error.what());
    }
}

// What the data is. Nothing when it cannot be described: why is said once everything else has been
// looked through.
std::optional<DatasetInfo> described(const Engine& engine, const std::string& data) {
    try {
        return engine.describe_data(data);
    } catch (const std::runtime_error&) {
        return std::nullopt;
    }
}

}  // namespace

void add_choice_flags(CLI::App& command, Choice& choice) {
    command
        .add_option("--data", choice.data, "dataset: an id (latent-lab list datasets) or a path")
        ->type_name("D");
    auto* system =
        command.add_option("--system", choice.system, "system: an id (latent-lab list systems)");
    system->type_name("S");
    command
        .add_option("--config", choice.config_file,
                    "take everything from a run folder's config.json")
        ->type_name("FILE")
        ->excludes(system);
    command
        .add_option("--set", choice.settings, "set one value, e.g. code.width=2; may be repeated")
        ->type_name("PATH=VALUE")
        ->expected(1)
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

RunConfig config_of(const Engine& engine, const Choice& choice) {
    const Catalog& catalog = engine.catalog();
    std::vector<std::string> problems;
    if (choice.config_file.empty() && choice.data.empty())
        problems.push_back("--data is missing: name a dataset (" +
                           comma_separated(ids_of(catalog.datasets)) + ") or a path.");
    if (choice.config_file.empty() && choice.system.empty())
        problems.push_back("--system is missing: name one of " +
                           comma_separated(ids_of(catalog.systems)) + ".");
    if (!problems.empty()) throw Refusal(std::move(problems));

    RunConfig config;
    std::optional<DatasetInfo> info;  // of choice.data
    bool system_is_known = true;
    if (!choice.config_file.empty()) {
        config = config_from_file(catalog, choice);
    } else if (find(catalog.systems, choice.system)) {
        info = described(engine, choice.data);
        config = preset(catalog, choice.system, choice.data, info ? info->kind : DataKind::images);
    } else {
        system_is_known = false;
        const auto names = ids_of(catalog.systems);
        problems.push_back("There is no system '" + choice.system + "'." +
                           did_you_mean(choice.system, names) +
                           " There are: " + comma_separated(names) + ".");
        config.set("data", choice.data);
        config =
            with_defaults(catalog, std::move(config));  // so that the settings can still be checked
    }

    // Kinds first: which parameters there are depends on them, whatever the order they were typed
    // in.
    std::vector<std::string> settings = choice.settings;
    std::stable_partition(settings.begin(), settings.end(), [](const std::string& s) {
        return s.find(".kind=") != std::string::npos;
    });
    for (const std::string& setting : settings) {
        const std::size_t equals = setting.find('=');
        if (equals == std::string::npos || equals == 0) {
            problems.push_back("--set " + setting +
                               ": a setting is written path=value, e.g. code.width=2.");
            continue;
        }
        apply(catalog, config, "--set " + setting, setting.substr(0, equals),
              setting.substr(equals + 1), problems);
    }
    for (const Choice::Flag& flag : choice.flags)
        apply(catalog, config, flag.flag + " " + flag.text, flag.path, flag.text, problems);
    if (config.has("data")) check_data(engine, config.text("data"), problems);
    if (system_is_known)
        for (const Problem& problem : validate(catalog, config))
            problems.push_back(problem.sentence);
    if (!problems.empty()) throw Refusal(std::move(problems));

    // Throws what is wrong with a file before anything is built.
    const DatasetInfo data = info && config.text("data") == choice.data
                                 ? *info
                                 : engine.describe_data(config.text("data"));
    for (const Problem& problem : validate_for(catalog, config, data))
        problems.push_back(problem.sentence);
    if (!problems.empty()) throw Refusal(std::move(problems));
    return config;
}

}  // namespace latent::headless
