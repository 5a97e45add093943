#include "headless/catalog_json.h"

#include <nlohmann/json.hpp>
#include <variant>

namespace latent::headless {
namespace {

using Json = nlohmann::ordered_json;

Json json_of_value(const ParamValue& value) {
    return std::visit([](const auto& held) { return Json(held); }, value);
}

const char* name_of(ParamKind kind) {
    switch (kind) {
        case ParamKind::flag:
            return "flag";
        case ParamKind::integer:
            return "integer";
        case ParamKind::number:
            return "number";
        case ParamKind::choice:
            return "choice";
        case ParamKind::text:
            return "text";
        case ParamKind::widths:
            return "widths";
    }
    return "";
}

Json json_of_param(const std::string& path, const ParamSpec& spec) {
    Json json{{"path", path}, {"label", spec.label}, {"kind", name_of(spec.kind)}};
    json["default"] = json_of_value(spec.default_value);
    if (spec.kind == ParamKind::integer || spec.kind == ParamKind::number ||
        spec.kind == ParamKind::widths) {
        json["low"] = spec.low;
        json["high"] = spec.high;
        json["logarithmic"] = spec.scale == ParamScale::logarithmic;
    }
    if (spec.kind == ParamKind::choice) json["choices"] = spec.choices;
    json["unit"] = spec.unit;
    json["help"] = spec.help;
    json["live"] = spec.live;
    return json;
}

Json names_of(const std::vector<DataKind>& kinds) {
    Json names = Json::array();
    for (DataKind kind : kinds) names.push_back(name_of(kind));
    return names;
}

Json json_of_part(const Kind& kind, const PartInfo& part) {
    Json json{{"id", part.id},
              {"label", part.label},
              {"formula", part.formula},
              {"summary", part.summary},
              {"source", part.source}};
    if (kind.parts == &Catalog::terms) {
        json["is_reconstruction"] = part.is_reconstruction;
        json["needs_gaussian_code"] = part.needs_gaussian_code;
        json["needs_probabilities"] = part.needs_probabilities;
        json["needs_labels"] = part.needs_labels;
    }
    if (kind.parts == &Catalog::codes) json["is_gaussian"] = part.is_gaussian;
    if (kind.parts == &Catalog::outputs) json["gives_probabilities"] = part.gives_probabilities;
    if (kind.parts == &Catalog::architectures) json["accepts"] = names_of(part.accepts);
    json["parameters"] = Json::array();
    for (const ParamSpec& spec : part.params)
        json["parameters"].push_back(json_of_param(path_of(kind, part, spec), spec));
    return json;
}

Json json_of_dataset(const DatasetInfo& data) {
    Json json{{"id", data.id},
              {"label", data.label},
              {"summary", data.summary},
              {"source", data.source},
              {"licence", data.licence},
              {"kind", name_of(data.kind)},
              {"installed", data.train_count > 0},
              {"range", {data.low, data.high}},
              {"shape", {data.shape.channels, data.shape.height, data.shape.width}},
              {"train_count", data.train_count},
              {"held_out_count", data.held_out_count},
              {"class_names", data.class_names}};
    json["factors"] = Json::array();
    for (const FactorInfo& factor : data.factors)
        json["factors"].push_back(
            {{"name", factor.name}, {"count", factor.count}, {"cyclic", factor.cyclic}});
    return json;
}

// Every part of the whole config, by group: {"architecture": "dense", ..., "reconstruction": "bce",
// "terms": ["kl_prior"]}.
Json parts_of(const RunConfig& config) {
    Json parts = Json::object();
    for (const std::string& group : Catalog::groups())
        if (config.has(group + ".kind")) parts[group] = config.text(group + ".kind");
    if (config.has("reconstruction")) parts["reconstruction"] = config.text("reconstruction");
    parts["terms"] = config.terms();
    return parts;
}

// Ids of the datasets on which the system can be trained.
Json accepted_data(const Catalog& catalog, const SystemInfo& system) {
    Json ids = Json::array();
    for (const DatasetInfo& data : catalog.datasets)
        if (validate_for(catalog, preset(catalog, system.id, data.id), data).empty())
            ids.push_back(data.id);
    return ids;
}

Json json_of_system(const Catalog& catalog, const SystemInfo& system) {
    Json json{{"id", system.id},
              {"label", system.label},
              {"family", system.family},
              {"teaches", system.teaches},
              {"paper", system.paper}};
    json["accepts"] = names_of(system.accepts);
    json["data"] = accepted_data(catalog, system);
    json["parts"] = parts_of(preset(catalog, system.id, ""));
    json["settings"] = Json::object();
    for (const auto& [path, value] : system.config.values())
        json["settings"][path] = json_of_value(value);
    return json;
}

Json entries_of(const Catalog& catalog, const Kind& kind) {
    Json entries = Json::array();
    if (kind.parts) {
        for (const PartInfo& part : catalog.*kind.parts)
            entries.push_back(json_of_part(kind, part));
    } else if (kind.id == "datasets") {
        for (const DatasetInfo& data : catalog.datasets) entries.push_back(json_of_dataset(data));
    } else if (kind.id == "systems") {
        for (const SystemInfo& system : catalog.systems)
            entries.push_back(json_of_system(catalog, system));
    } else {
        for (const ParamSpec& spec : catalog.general)
            entries.push_back(json_of_param(spec.id, spec));
    }
    return entries;
}

}  // namespace

std::string json_of(const Catalog& catalog) {
    Json json;
    for (const Kind& kind : kinds()) json[kind.id] = entries_of(catalog, kind);
    return json.dump(2) + "\n";
}

std::string json_of(const Catalog& catalog, const Kind& kind) {
    return entries_of(catalog, kind).dump(2) + "\n";
}

}  // namespace latent::headless
