#include "headless/sweep_plan.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "headless/exit_code.h"
#include "latent/json.h"

namespace latent::headless {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int kFormat = 1;
const char* const kName = "sweep.json";
const char* const kTemporary = ".sweep.json.part";

std::string values_text(const SweepAxis& axis) {
    std::string text = axis.path + "=";
    for (std::size_t i = 0; i < axis.values.size(); ++i)
        text += (i ? "," : "") + to_text(axis.values[i]);
    return text;
}

bool holds_anything_else(const fs::path& folder) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (entry.path().filename() != kTemporary) return true;
    return false;
}

// The value that `asked` lists of the same text; all of a sweep's values have one.
bool lists(const SweepAxis& axis, const std::string& value) {
    return std::any_of(axis.values.begin(), axis.values.end(),
                       [&](const ParamValue& each) { return to_text(each) == value; });
}

// sweep.json as it was read.
struct KeptPlan {
    struct Axis {
        std::string path;
        std::vector<std::string> values;
    };
    RunConfig base;
    std::vector<Axis> over;
    std::map<std::string, std::map<std::string, double>> measured;
};

KeptPlan read_plan(const Catalog& catalog, const fs::path& file) {
    try {
        std::ifstream stream(file, std::ios::binary);
        const Json json = Json::parse(std::string(std::istreambuf_iterator<char>(stream), {}));
        if (json.at("format").get<int>() != kFormat)
            throw std::runtime_error("it was written by another version of the program");
        KeptPlan kept;
        kept.base = with_defaults(catalog, config_from_json(catalog, json.at("base").dump()));
        for (const Json& axis : json.at("over"))
            kept.over.push_back({axis.at("path"), axis.at("values")});
        for (const auto& [run, figures] : json.at("measured").items())
            for (const auto& [id, value] : figures.items())
                if (value.is_number()) kept.measured[run][id] = value.get<double>();
        return kept;
    } catch (const nlohmann::json::exception&) {
        throw std::runtime_error(file.string() +
                                 " is no list of a sweep: it is damaged. Name another folder.");
    } catch (const std::exception& error) {
        throw std::runtime_error(file.string() + " cannot be read: " + error.what() + ".");
    }
}

void check_base(const std::string& folder, RunConfig kept, const RunConfig& asked) {
    kept.set("threads", asked.at("threads"));
    const auto different = differences(kept, asked);
    if (different.empty()) return;
    const std::string& path = different.front();
    const auto text = [&](const RunConfig& config) {
        return config.has(path) ? "'" + to_text(config.at(path)) + "'" : std::string("nothing");
    };
    throw Refusal("--out " + folder + ": the folder holds another sweep (" + path + " was " +
                  text(kept) + ", now it is " + text(asked) + "); name another folder.");
}

}  // namespace

SweepPlan plan_in(const Catalog& catalog, const std::string& folder, SweepPlan asked) {
    const fs::path file = fs::path(folder) / kName;
    std::error_code ignored;
    if (fs::exists(folder, ignored) && !fs::is_directory(folder, ignored))
        throw Refusal("--out " + folder + ": there is a file of that name; name a folder.");
    if (!fs::exists(file, ignored)) {
        if (holds_anything_else(folder))
            throw Refusal("--out " + folder + ": the folder holds files but no sweep (" + kName +
                          "); name a new one.");
        return asked;
    }
    const KeptPlan kept = read_plan(catalog, file);
    asked.measured = kept.measured;
    check_base(folder, kept.base, asked.base);
    asked.base.set("threads", kept.base.at("threads"));
    bool same_axes = kept.over.size() == asked.axes.size();
    for (std::size_t i = 0; same_axes && i < kept.over.size(); ++i)
        same_axes = kept.over[i].path == asked.axes[i].path;
    if (!same_axes) {
        std::vector<std::string> paths;
        for (const KeptPlan::Axis& axis : kept.over) paths.push_back(axis.path);
        throw Refusal("--out " + folder + ": the folder holds a sweep over " +
                      comma_separated(paths) + "; name another folder.");
    }
    for (std::size_t i = 0; i < kept.over.size(); ++i)
        for (const std::string& value : kept.over[i].values)
            if (!lists(asked.axes[i], value))
                throw Refusal("--out " + folder + ": its sweep has " + asked.axes[i].path + "=" +
                              value + " too, which " + values_text(asked.axes[i]) +
                              " leaves out; list it as well, or name another folder.");
    return asked;
}

void write_plan(const std::string& folder, const SweepPlan& plan) {
    Json json;
    json["format"] = kFormat;
    json["base"] = Json::parse(to_json(plan.base));
    json["over"] = Json::array();
    for (const SweepAxis& axis : plan.axes) {
        Json values = Json::array();
        for (const ParamValue& value : axis.values) values.push_back(to_text(value));
        json["over"].push_back({{"path", axis.path}, {"values", values}});
    }
    json["measured"] = Json::object();
    for (const auto& [run, figures] : plan.measured) {
        json["measured"][run] = Json::object();
        for (const auto& [id, value] : figures)
            if (std::isfinite(value)) json["measured"][run][id] = value;
    }

    std::error_code error;
    fs::create_directories(folder, error);
    const fs::path part = fs::path(folder) / kTemporary, file = fs::path(folder) / kName;
    const std::string text = json.dump(2) + '\n';
    std::FILE* stream = std::fopen(part.c_str(), "wbe");
    bool fine = stream && std::fwrite(text.data(), 1, text.size(), stream) == text.size() &&
                std::fflush(stream) == 0 && fsync(fileno(stream)) == 0;
    if (stream) fine = std::fclose(stream) == 0 && fine;
    if (fine) fs::rename(part, file, error);
    if (!fine || error)
        throw std::runtime_error(file.string() +
                                 " cannot be written: the folder may be read-only or the disk "
                                 "full.");
}

}  // namespace latent::headless
