#include "latent/json.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace latent {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kConfigVersion = 1;

Json json_of(const ParamValue& value) {
    return std::visit([](const auto& held) { return Json(held); }, value);
}

// A figure that is not finite has no JSON number; null says that there is none.
Json figure(double value) { return std::isfinite(value) ? Json(value) : Json(); }

// The value that this JSON holds, of `spec`'s kind where it can be; otherwise of its own kind, and
// validate() will say what is wrong with it.
ParamValue value_of(const ParamSpec& spec, const Json& json) {
    if (json.is_boolean()) return json.get<bool>();
    if (json.is_number_integer() && spec.kind != ParamKind::number) return json.get<std::int64_t>();
    if (json.is_number()) return json.get<double>();
    if (json.is_string()) return json.get<std::string>();
    if (json.is_array()) {
        Widths widths;
        for (const Json& entry : json) {
            if (!entry.is_number_integer()) return json.dump();
            widths.push_back(entry.get<std::int64_t>());
        }
        return widths;
    }
    return json.dump();
}

void flatten(const Json& json, const std::string& prefix,
             std::vector<std::pair<std::string, Json>>& entries) {
    for (const auto& [key, value] : json.items()) {
        const std::string path = prefix.empty() ? key : prefix + "." + key;
        if (value.is_object()) {
            flatten(value, path, entries);
        } else {
            entries.emplace_back(path, value);
        }
    }
}

}  // namespace

std::string to_json(const RunConfig& config) {
    Json json;
    json["version"] = kConfigVersion;
    for (const auto& [path, value] : config.values()) {
        Json* place = &json;
        std::size_t start = 0;
        for (std::size_t dot; (dot = path.find('.', start)) != std::string::npos; start = dot + 1)
            place = &(*place)[path.substr(start, dot - start)];
        (*place)[path.substr(start)] = json_of(value);
    }
    return json.dump(2) + "\n";
}

std::string to_json(const Summary& summary) {
    Json held_out;
    held_out["squared_error"] = figure(summary.squared_error);
    held_out["bce"] = summary.bce < 0 ? Json() : figure(summary.bce);
    held_out["knn5_accuracy"] = summary.knn5_accuracy >= 0 ? figure(summary.knn5_accuracy) : Json();
    for (const auto& [name, value] : summary.terms)
        if (name != "squared_error") held_out[name] = figure(value);
    Json json;
    json["system"] = summary.system;
    json["data"] = summary.data;
    json["seed"] = summary.seed;
    json["steps"] = summary.steps;
    json["epochs"] = summary.epochs;
    json["seconds"] = summary.seconds;
    json["samples_per_second"] = summary.samples_per_second;
    json["parameters"] = summary.parameters;
    json["observed_step"] = summary.observed_step;
    json["observing_share"] = summary.observing_share;
    json["held_out"] = std::move(held_out);
    return json.dump(2) + "\n";
}

std::string to_json(const AnalysisResult& result) {
    Json json;
    json["analysis"] = result.analysis;
    json["step"] = result.step;
    if (!result.problem.empty()) {
        json["problem"] = result.problem;
        return json.dump(4);
    }
    json["verdict"] = result.verdict;
    if (result.samples > 0) json["samples"] = result.samples;
    if (result.seconds > 0) json["seconds"] = result.seconds;
    json["figures"] = Json::object();
    for (const Figure& each : result.figures) {
        json["figures"][each.id] = figure(each.value);
        // What it is to be held against.
        if (std::isfinite(each.ceiling)) json["ceilings"][each.id] = each.ceiling;
        if (std::isfinite(each.chance)) json["chances"][each.id] = each.chance;
    }
    json["charts"] = Json::array();
    for (const Chart& chart : result.charts) {
        Json curves = Json::array();
        for (const Curve& curve : chart.curves)
            curves.push_back({{"label", curve.label}, {"x", curve.x}, {"y", curve.y}});
        json["charts"].push_back({{"title", chart.title}, {"curves", curves}});
    }
    for (const Matrix& matrix : result.matrices) {
        Json values = Json::array();
        for (float value : matrix.values) values.push_back(figure(value));
        json["matrices"].push_back({{"title", matrix.title},
                                    {"rows", matrix.rows},
                                    {"columns", matrix.columns},
                                    {"values", values}});
    }
    for (const Remedy& remedy : result.remedies)
        json["remedies"].push_back({{"label", remedy.label},
                                    {"reason", remedy.reason},
                                    {"path", remedy.path},
                                    {"value", json_of(remedy.value)}});
    return json.dump(4);
}

std::string to_json(const ModelInfo& model) {
    Json json;
    json["parameters"] = model.parameters;
    json["layers"] = Json::array();
    for (const LayerInfo& layer : model.layers)
        json["layers"].push_back({{"part", layer.part},
                                  {"name", layer.name},
                                  {"output", layer.output},
                                  {"weights", layer.weights},
                                  {"biases", layer.biases}});
    return json.dump(2) + "\n";
}

RunConfig config_from_json(const Catalog& catalog, const std::string& text) {
    Json json;
    try {
        json = Json::parse(text);
    } catch (const Json::parse_error& error) {
        throw std::invalid_argument("This is not a config: it is not JSON from byte " +
                                    std::to_string(error.byte) + " on.");
    }
    if (!json.is_object())
        throw std::invalid_argument("This is not a config: it is not a JSON object.");
    if (json.contains("version")) {
        if (json["version"] != kConfigVersion)
            throw std::invalid_argument("This config is of version " + json["version"].dump() +
                                        "; this program reads version " +
                                        std::to_string(kConfigVersion) + ".");
        json.erase("version");
    }
    std::vector<std::pair<std::string, Json>> entries;
    flatten(json, "", entries);

    RunConfig config;
    // What other paths depend on first: the kinds, and which terms there are.
    const auto is_kind = [](const std::string& path) {
        return path.size() > 5 && path.compare(path.size() - 5, 5, ".kind") == 0;
    };
    for (const auto& [path, value] : entries) {
        if ((is_kind(path) || path == "data" || path == "system") && value.is_string())
            config.set(path, value.get<std::string>());
        if (path.compare(0, 6, "terms.") == 0 && value.is_number())
            config.set(path, value.get<double>());
    }
    const auto specs = specs_of(catalog, config);
    for (const auto& [path, value] : entries) {
        if (path == "data" || path == "system") continue;
        bool known = false;
        for (const auto& [known_path, spec] : specs)
            if (known_path == path) {
                config.set(path, value_of(spec, value));
                known = true;
            }
        if (!known && !config.has(path))
            config.set(path, value.is_string() ? value.get<std::string>() : value.dump());
    }
    return config;  // paths that nobody knows stay in it, and validate() names them
}

}  // namespace latent
