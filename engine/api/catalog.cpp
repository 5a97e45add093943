#include "latent/catalog.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace latent {
namespace {

const std::string kTerms = "terms.";

// "terms.kl_prior.warm_up" -> "kl_prior", "warm_up". False when it is no path below terms.
bool split_term_path(const std::string& path, std::string& name, std::string& param) {
    if (path.compare(0, kTerms.size(), kTerms) != 0) return false;
    const std::size_t dot = path.find('.', kTerms.size());
    if (dot == std::string::npos) return false;
    name = path.substr(kTerms.size(), dot - kTerms.size());
    param = path.substr(dot + 1);
    return true;
}

std::vector<std::string> reconstruction_terms(const Catalog& catalog) {
    std::vector<std::string> ids;
    for (const PartInfo& term : catalog.terms)
        if (term.is_reconstruction) ids.push_back(term.id);
    return ids;
}

ParamSpec kind_spec(const Catalog& catalog, const std::string& group) {
    const auto& parts = catalog.parts_of(group);
    ParamSpec spec = ParamSpec::choice("kind", parts.empty() ? "" : parts.front().id, ids_of(parts))
                         .named(group);
    for (const PartInfo& part : parts)
        spec.help += (spec.help.empty() ? "" : "\n") + part.label + ": " + part.summary;
    return spec;
}

// What the presence of a path depends on is set before it is asked for: kinds first, then their
// parameters.
void add_defaults(const Catalog& catalog, RunConfig& config) {
    for (const std::string& group : Catalog::groups()) {
        const std::string path = group + ".kind";
        if (!config.has(path)) config.set(path, kind_spec(catalog, group).default_value);
    }
    for (const auto& [path, spec] : specs_of(catalog, config))
        if (!config.has(path)) config.set(path, spec.default_value);
}

std::string did_you_mean(const std::string& word, const std::vector<std::string>& names) {
    const std::string nearest = nearest_name(word, names);
    return nearest.empty() ? "" : " Did you mean '" + nearest + "'?";
}

std::string list(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

// The chosen part of a group, or nullptr when there is no such part.
const PartInfo* chosen_part(const Catalog& catalog, const RunConfig& config,
                            const std::string& group) {
    const std::string path = group + ".kind";
    const auto* kind = config.has(path) ? std::get_if<std::string>(&config.at(path)) : nullptr;
    return kind ? find(catalog.parts_of(group), *kind) : nullptr;
}

// Ids of the parts that have a property: "gaussian".
std::string ids_where(const std::vector<PartInfo>& parts, bool PartInfo::*property) {
    std::vector<std::string> ids;
    for (const PartInfo& part : parts)
        if (part.*property) ids.push_back(part.id);
    return list(ids);
}

// Whether the config still has the kinds of parts that the system's file names: a config that was
// composed anew only keeps the name.
bool is_still(const SystemInfo& system, const RunConfig& config, DataKind kind) {
    const RunConfig& own = system.config_for(kind);
    for (const char* path : {"architecture.kind", "code.kind", "output.kind", "reconstruction"})
        if (own.has(path) && config.has(path) && own.at(path) != config.at(path)) return false;
    return true;
}

std::string names_of(const std::vector<DataKind>& kinds) {
    std::vector<std::string> names;
    for (DataKind kind : kinds) names.push_back(name_of(kind));
    std::string text = names.empty() ? "" : names.back();
    if (names.size() > 1) text = names[names.size() - 2] + " and " + text;
    for (std::size_t i = names.size(); i-- > 2;) text = names[i - 2] + ", " + text;
    return text;
}

// Paths that could be set on this config, including parameters of terms that are not in it yet.
std::vector<std::string> settable_paths(const Catalog& catalog, const RunConfig& config) {
    std::vector<std::string> paths{"data"};
    for (const auto& entry : specs_of(catalog, config)) paths.push_back(entry.first);
    for (const PartInfo& term : catalog.terms) {
        paths.push_back(kTerms + term.id + ".weight");
        for (const ParamSpec& param : term.params)
            paths.push_back(kTerms + term.id + "." + param.id);
    }
    return paths;
}

}  // namespace

const char* name_of(DataKind kind) {
    switch (kind) {
        case DataKind::images:
            return "images";
        case DataKind::points:
            return "points";
        case DataKind::sequences:
            return "sequences";
    }
    return "";
}

namespace {

bool contains(const std::vector<DataKind>& kinds, DataKind kind) {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

}  // namespace

bool PartInfo::accepts_kind(DataKind kind) const { return contains(accepts, kind); }
const RunConfig& SystemInfo::config_for(DataKind kind) const {
    for (const auto& [other, changed] : config_on)
        if (other == kind) return changed;
    return config;
}

bool SystemInfo::accepts_kind(DataKind kind) const { return contains(accepts, kind); }

const std::vector<std::string>& Catalog::groups() {
    static const std::vector<std::string> names{"architecture", "code", "output", "corruption",
                                                "optimizer"};
    return names;
}

const std::vector<PartInfo>& Catalog::parts_of(const std::string& group) const {
    if (group == "architecture") return architectures;
    if (group == "code") return codes;
    if (group == "output") return outputs;
    if (group == "corruption") return corruptions;
    if (group == "optimizer") return optimizers;
    throw std::invalid_argument("There is no group of parts called '" + group + "'.");
}

std::vector<std::pair<std::string, ParamSpec>> specs_of(const Catalog& catalog,
                                                        const RunConfig& config) {
    std::vector<std::pair<std::string, ParamSpec>> specs;
    const auto general_below = [&](const std::string& group) {
        for (const ParamSpec& spec : catalog.general)
            if (spec.id.compare(0, group.size() + 1, group + ".") == 0)
                specs.emplace_back(spec.id, spec);
    };
    for (const std::string& group : Catalog::groups()) {
        specs.emplace_back(group + ".kind", kind_spec(catalog, group));
        if (config.has(group + ".kind"))
            if (const auto* kind = std::get_if<std::string>(&config.at(group + ".kind")))
                if (const PartInfo* part = find(catalog.parts_of(group), *kind))
                    for (const ParamSpec& spec : part->params)
                        specs.emplace_back(group + "." + spec.id, spec);
        general_below(group);
    }
    const auto reconstructions = reconstruction_terms(catalog);
    specs.emplace_back(
        "reconstruction",
        ParamSpec::choice("reconstruction", reconstructions.empty() ? "" : reconstructions.front(),
                          reconstructions)
            .says("The term that compares the output with the clean input."));
    for (const std::string& name : config.terms())
        if (const PartInfo* term = find(catalog.terms, name))
            for (const ParamSpec& spec : term->params)
                specs.emplace_back(kTerms + name + "." + spec.id, spec);
    const auto& groups = Catalog::groups();
    for (const ParamSpec& spec : catalog.general)
        if (const std::string group = spec.id.substr(0, spec.id.find('.'));
            std::find(groups.begin(), groups.end(), group) == groups.end())
            specs.emplace_back(spec.id, spec);
    return specs;
}

RunConfig with_defaults(const Catalog& catalog, RunConfig config) {
    add_defaults(catalog, config);
    return config;
}

RunConfig preset(const Catalog& catalog, const std::string& system, const std::string& data) {
    const DatasetInfo* known = find(catalog.datasets, data);
    return preset(catalog, system, data, known ? known->kind : DataKind::images);
}

RunConfig preset(const Catalog& catalog, const std::string& system, const std::string& data,
                 DataKind kind) {
    const SystemInfo* found = find(catalog.systems, system);
    if (!found)
        throw std::invalid_argument("There is no system '" + system + "'." +
                                    did_you_mean(system, ids_of(catalog.systems)) +
                                    " There are: " + list(ids_of(catalog.systems)) + ".");
    RunConfig config = found->config_for(kind);
    config.set("system", system);
    config.set("data", data);
    return with_defaults(catalog, std::move(config));
}

void set_from_text(const Catalog& catalog, RunConfig& config, const std::string& path,
                   const std::string& text) {
    if (path == "data") return config.set(path, text);
    if (path == "system")
        throw std::invalid_argument(
            "'system' only names the preset that a config began as; choose it before its parts are "
            "changed.");
    std::string name, param;
    if (split_term_path(path, name, param)) {
        const PartInfo* term = find(catalog.terms, name);
        if (!term)
            throw std::invalid_argument("There is no term '" + name + "'." +
                                        did_you_mean(name, ids_of(catalog.terms)) +
                                        " There are: " + list(ids_of(catalog.terms)) + ".");
        for (const ParamSpec& spec : term->params) {
            if (spec.id != param) continue;
            config.set(path, parse(spec, text));
            for (const ParamSpec& other :
                 term->params)  // a term that was not there comes with its defaults
                if (const std::string sibling = kTerms + name + "." + other.id;
                    !config.has(sibling))
                    config.set(sibling, other.default_value);
            return;
        }
        throw std::invalid_argument("The term '" + name + "' has no parameter '" + param + "'." +
                                    did_you_mean(param, ids_of(term->params)) +
                                    " It has: " + list(ids_of(term->params)) + ".");
    }
    for (const auto& [known, spec] : specs_of(catalog, config)) {
        if (known != path) continue;
        const ParamValue value = parse(spec, text);
        if (spec.id == "kind" && config.has(path) && config.at(path) != value) {
            // Parameters that the new kind shares by name keep their value; the others go.
            const std::string group = path.substr(0, path.find('.'));
            const auto old = config.below(group);
            config.set(path, value);
            std::set<std::string> kept;
            for (const auto& entry : specs_of(catalog, config)) kept.insert(entry.first);
            for (const auto& entry : old)
                if (!kept.count(group + "." + entry.first)) config.erase(group + "." + entry.first);
            add_defaults(catalog, config);
        } else {
            config.set(path, value);
        }
        return;
    }
    // A parameter of another part of the same group: say which.
    for (const std::string& group : Catalog::groups()) {
        std::vector<std::string> owners;
        for (const PartInfo& part : catalog.parts_of(group))
            for (const ParamSpec& spec : part.params)
                if (group + "." + spec.id == path) owners.push_back(part.id);
        if (!owners.empty())
            throw std::invalid_argument("'" + path + "' belongs to " + group + ".kind " +
                                        list(owners) + "; here it is " +
                                        to_text(config.at(group + ".kind")) + ".");
    }
    throw std::invalid_argument("There is no setting '" + path + "'." +
                                did_you_mean(path, settable_paths(catalog, config)));
}

std::vector<Problem> validate(const Catalog& catalog, const RunConfig& config) {
    std::vector<Problem> problems;
    const auto specs = specs_of(catalog, config);
    std::set<std::string> known{"data", "system"};
    for (const auto& [path, spec] : specs) {
        known.insert(path);
        if (!config.has(path)) {
            problems.push_back({path, "'" + path + "' is missing."});
        } else if (std::string sentence = complaint(spec, config.at(path)); !sentence.empty()) {
            problems.push_back({path, sentence});
        }
    }
    if (!config.has("data")) problems.push_back({"data", "No dataset is named."});
    for (const auto& [path, value] : config.values()) {
        if (known.count(path)) continue;
        std::string name, param;
        const bool unknown_term = split_term_path(path, name, param) && !find(catalog.terms, name);
        problems.push_back({path, unknown_term
                                      ? "There is no term '" + name + "'." +
                                            did_you_mean(name, ids_of(catalog.terms))
                                      : "There is no setting '" + path + "'." +
                                            did_you_mean(path, settable_paths(catalog, config))});
    }
    // Terms against the parts they need.
    const PartInfo* code = chosen_part(catalog, config, "code");
    const PartInfo* output = chosen_part(catalog, config, "output");
    const auto needs = [&](const std::string& where, const PartInfo& term) {
        if (term.needs_gaussian_code && code && !code->is_gaussian)
            problems.push_back({where, "The term '" + term.id +
                                           "' needs a code with a posterior (code.kind " +
                                           ids_where(catalog.codes, &PartInfo::is_gaussian) +
                                           "), but code.kind is '" + code->id + "'."});
        if (term.needs_probabilities && output && !output->gives_probabilities)
            problems.push_back(
                {where, "The term '" + term.id +
                            "' reads the output as probabilities (output.kind " +
                            ids_where(catalog.outputs, &PartInfo::gives_probabilities) +
                            "), but output.kind is '" + output->id + "'."});
    };
    const auto* reconstruction = config.has("reconstruction")
                                     ? std::get_if<std::string>(&config.at("reconstruction"))
                                     : nullptr;
    if (reconstruction)
        if (const PartInfo* term = find(catalog.terms, *reconstruction))
            needs("reconstruction", *term);
    for (const std::string& name : config.terms()) {
        const PartInfo* term = find(catalog.terms, name);
        if (!term) continue;
        needs(kTerms + name, *term);
        if (reconstruction && name == *reconstruction)
            problems.push_back(
                {kTerms + name,
                 "The term '" + name + "' is the reconstruction already; its weight is 1."});
    }
    return problems;
}

std::vector<Problem> validate_for(const Catalog& catalog, const RunConfig& config,
                                  const DatasetInfo& data) {
    std::vector<Problem> problems;
    const std::string kind = name_of(data.kind);
    const SystemInfo* system =
        config.has("system") ? find(catalog.systems, config.text("system")) : nullptr;
    const PartInfo* architecture = chosen_part(catalog, config, "architecture");
    if (system && is_still(*system, config, data.kind) && !system->accepts_kind(data.kind)) {
        problems.push_back({"data", system->label + " is made for " + names_of(system->accepts) +
                                        ", and " + data.label + " holds " + kind +
                                        ". Choose other data, or a system that accepts " + kind +
                                        "."});
    } else if (architecture && !architecture->accepts_kind(data.kind)) {
        problems.push_back({"architecture.kind", "The architecture '" + architecture->id +
                                                     "' is made for " +
                                                     names_of(architecture->accepts) + ", and " +
                                                     data.label + " holds " + kind + "."});
    }
    if (!problems.empty()) return problems;  // other kinds of data, and all that follows from them
    std::vector<std::string> names = config.terms();
    names.push_back(config.text("reconstruction"));
    for (const std::string& name : names) {
        const PartInfo* term = find(catalog.terms, name);
        if (!term) continue;
        if (term->needs_labels && data.class_names.empty())
            problems.push_back({kTerms + name, "The term '" + name + "' learns from labels, but " +
                                                   data.label +
                                                   " has none. Choose data with classes, or take "
                                                   "the term out."});
        if (term->needs_probabilities && (data.low < 0 || data.high > 1))
            problems.push_back(
                {kTerms + name,
                 "The term '" + name + "' reads values as probabilities, but those of " +
                     data.label +
                     " leave [0, 1]. Set reconstruction to mse and output.kind to linear."});
    }
    return problems;
}

}  // namespace latent
