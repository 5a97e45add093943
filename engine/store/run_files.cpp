#include "store/run_files.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "latent/engine.h"
#include "latent/json.h"
#include "store/sentences.h"

namespace latent::store {
namespace {

using Json = nlohmann::ordered_json;

bool is_there(const std::filesystem::path& file) {
    std::error_code ignored;
    return std::filesystem::exists(file, ignored);
}

// The file as one JSON object.
Json object_in(const std::filesystem::path& file) {
    Json json = Json::parse(text_of(file), nullptr, false);
    if (!json.is_object())
        refuse(file, "cannot be read as JSON; the file is damaged. Mend it or remove it.");
    return json;
}

// What was not finite when it was written is null.
double figure(const Json& json, const char* name, double otherwise) {
    const auto found = json.find(name);
    return found != json.end() && found->is_number() ? found->get<double>() : otherwise;
}

}  // namespace

RunConfig read_config(const Catalog& catalog, const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / kConfigFile;
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(file, ignored))
        throw std::runtime_error(file.string() +
                                 " cannot be opened: this is not the folder of a run.");
    read_about(folder);  // a folder of a newer format says so itself
    try {
        RunConfig config = with_defaults(catalog, config_from_json(catalog, text_of(file)));
        if (const auto problems = validate(catalog, config); !problems.empty())
            throw std::invalid_argument(problems.front().sentence);
        return config;
    } catch (const InvalidConfig& error) {
        refuse(file, "holds a setting that cannot be: " + error.problems().front().sentence);
    } catch (const std::invalid_argument& error) {
        throw std::runtime_error(file.string() + ": " + error.what());
    }
}

RunAbout read_about(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / kAboutFile;
    RunAbout about;
    if (!is_there(file)) return about;
    const Json json = object_in(file);
    try {
        const int format = json.value("format", kFormat);
        if (format > kFormat)
            refuse(file, "says that this run was kept in format " + std::to_string(format) +
                             "; this program reads up to " + std::to_string(kFormat) +
                             ". Open it with a newer Latent Explorer.");
        about.name = json.value("name", "");
        about.note = json.value("note", "");
        about.group = json.value("group", "");
        about.colour = json.value("colour", -1);
        about.parent = json.value("parent", "");
        about.parent_step = json.value("parent_step", std::int64_t{0});
        about.created = json.value("created", "");
    } catch (const Json::exception&) {
        refuse(file, "holds something else than a run's name and notes. Mend it or remove it.");
    }
    return about;
}

std::string to_json(const RunAbout& about) {
    Json json;
    json["format"] = kFormat;
    json["name"] = about.name;
    json["note"] = about.note;
    json["group"] = about.group;
    json["colour"] = about.colour;
    json["parent"] = about.parent;
    json["parent_step"] = about.parent_step;
    json["created"] = about.created;
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::optional<Summary> read_summary(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / kSummaryFile;
    if (!is_there(file)) return std::nullopt;
    const Json json = object_in(file);
    Summary summary;
    try {
        summary.system = json.value("system", "");
        summary.data = json.value("data", "");
        summary.seed = json.value("seed", std::uint64_t{0});
        summary.steps = json.value("steps", std::int64_t{0});
        summary.epochs = figure(json, "epochs", 0);
        summary.seconds = figure(json, "seconds", 0);
        summary.samples_per_second = figure(json, "samples_per_second", 0);
        summary.parameters = json.value("parameters", std::int64_t{0});
        summary.observed_step = json.value("observed_step", std::int64_t{0});
        summary.observing_share = figure(json, "observing_share", 0);
        const Json held_out = json.value("held_out", Json::object());
        summary.squared_error = figure(held_out, "squared_error", 0);
        summary.bce = figure(held_out, "bce", -1);
        summary.knn5_accuracy = figure(held_out, "knn5_accuracy", -1);
        for (const auto& [name, value] : held_out.items())
            if (name != "squared_error" && name != "knn5_accuracy" && value.is_number())
                summary.terms.emplace_back(name, value.get<double>());
    } catch (const Json::exception&) {
        refuse(file, "holds something else than a run's figures. Mend it or remove it.");
    }
    return summary;
}

std::string run_in(const std::filesystem::path& folder) {
    for (const char* file : {kSummaryFile, kMetricsFile, kConfigFile})
        if (is_there(folder / file)) return file;
    return "";
}

}  // namespace latent::store
