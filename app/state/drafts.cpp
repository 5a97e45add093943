#include "state/drafts.h"

#include <algorithm>
#include <stdexcept>

namespace latent::app {
namespace {

bool is_kind(const std::string& path) {
    const std::string end = ".kind";
    return path.size() > end.size() && path.compare(path.size() - end.size(), end.size(), end) == 0;
}

bool same_number(const ParamValue& a, const ParamValue& b) { return to_text(a) == to_text(b); }

}  // namespace

RunConfig with_edits(const Catalog& catalog, const RunConfig& config,
                     const std::map<std::string, ParamValue>& edits,
                     const std::set<std::string>& removed) {
    RunConfig result = config;
    for (const bool kinds : {true, false})
        for (const auto& [path, value] : edits) {
            if (is_kind(path) != kinds) continue;
            try {
                set_from_text(catalog, result, path, to_text(value));
            } catch (const std::invalid_argument&) {
                // A parameter of a part that is no longer chosen.
            }
        }
    for (const std::string& term : removed)
        for (const auto& parameter : result.below("terms." + term))
            result.erase("terms." + term + "." + parameter.first);
    return result;
}

Fitted fitted_to(const Catalog& catalog, const RunConfig& config, const DatasetInfo& data) {
    Fitted fitted{config, "", ""};
    fitted.config.set("data", data.id);
    const auto first_problem = [&](const RunConfig& of) {
        std::vector<Problem> problems = validate(catalog, of);
        if (problems.empty()) problems = validate_for(catalog, of, data);
        return problems.empty() ? Problem() : problems.front();
    };
    const Problem problem = first_problem(fitted.config);
    fitted.problem = problem.sentence;
    // A system that is not made for this data is not made so by other parts.
    if (problem.path == "data") return fitted;
    const PartInfo* term =
        config.has("reconstruction") ? find(catalog.terms, config.text("reconstruction")) : nullptr;
    if (fitted.problem.empty() || !term || !term->needs_probabilities) return fitted;

    RunConfig other = fitted.config;
    const auto plain_term = std::find_if(
        catalog.terms.begin(), catalog.terms.end(),
        [](const PartInfo& part) { return part.is_reconstruction && !part.needs_probabilities; });
    const auto plain_output =
        std::find_if(catalog.outputs.begin(), catalog.outputs.end(),
                     [](const PartInfo& part) { return !part.gives_probabilities; });
    if (plain_term == catalog.terms.end()) return fitted;
    set_from_text(catalog, other, "reconstruction", plain_term->id);
    fitted.changed = plain_term->label;
    if (plain_output != catalog.outputs.end()) {
        set_from_text(catalog, other, "output.kind", plain_output->id);
        fitted.changed += " and a " + plain_output->label + " output";
    }
    if (!first_problem(other).sentence.empty()) return {fitted.config, "", fitted.problem};
    return {other,
            data.label + " leaves [0, 1]: " + fitted.changed + " in place of " + term->label + ".",
            ""};
}

std::vector<const SystemInfo*> systems_for(const Catalog& catalog, const DatasetInfo& data,
                                           const std::string& system) {
    const SystemInfo* old = find(catalog.systems, system);
    std::vector<const SystemInfo*> systems;
    for (const SystemInfo& each : catalog.systems)
        if (each.accepts_kind(data.kind) &&
            fitted_to(catalog, preset(catalog, each.id, data.id, data.kind), data).problem.empty())
            systems.push_back(&each);
    const auto made_for_it = [&](const SystemInfo* each) {
        return each->accepts.front() == data.kind;
    };
    const auto of_the_family = [&](const SystemInfo* each) {
        return old && each->family == old->family;
    };
    std::stable_partition(systems.begin(), systems.end(), made_for_it);
    std::stable_partition(systems.begin(), systems.end(), of_the_family);
    return systems;
}

std::optional<DataKind> kind_of_data(const Catalog& catalog, const Snapshot& run) {
    if (run.data) return run.data->kind;
    const DatasetInfo* listed = run.config && run.config->has("data")
                                    ? find(catalog.datasets, run.config->text("data"))
                                    : nullptr;
    return listed ? std::optional<DataKind>(listed->kind) : std::nullopt;
}

RunConfig untouched(const Catalog& catalog, const RunConfig& config, DataKind kind) {
    const std::string system = config.has("system") ? config.text("system") : "";
    if (!find(catalog.systems, system)) return with_defaults(catalog, RunConfig());
    return preset(catalog, system, config.has("data") ? config.text("data") : "", kind);
}

RunConfig exchanged(const Catalog& catalog, const RunConfig& old, std::optional<DataKind> old_kind,
                    const std::string& system, const DatasetInfo& data) {
    RunConfig fresh = preset(catalog, system, data.id, data.kind);
    std::vector<DataKind> kinds{DataKind::images, DataKind::points, DataKind::sequences};
    if (old_kind) kinds = {*old_kind};
    std::map<std::string, std::size_t> differing;  // from how many of the presets
    for (const DataKind kind : kinds)
        for (const std::string& path : differences(old, untouched(catalog, old, kind)))
            ++differing[path];
    for (const auto& [path, presets] : differing) {
        if (presets < kinds.size()) continue;
        if (path == "system" || path == "data" || !old.has(path) || is_kind(path)) continue;
        for (const auto& [known, spec] : specs_of(catalog, fresh))
            if (known == path && complaint(spec, old.at(path)).empty())
                fresh.set(path, old.at(path));
    }
    return fresh;
}

Fitted on_other_data(const Catalog& catalog, const RunConfig& old, std::optional<DataKind> old_kind,
                     const DatasetInfo& data) {
    const std::string system = old.has("system") ? old.text("system") : "";
    const bool keeps_parts = old_kind == data.kind || !find(catalog.systems, system);
    return fitted_to(catalog, keeps_parts ? old : exchanged(catalog, old, old_kind, system, data),
                     data);
}

ParamValue shown_value(const RunView& view, const RunConfig& config, const std::string& path,
                       const ParamValue& otherwise) {
    const auto sent = view.sent.find(path);
    if (sent != view.sent.end()) return sent->second.value;
    return config.has(path) ? config.at(path) : otherwise;
}

void forget_arrived(RunView& view, const RunConfig& config, double now) {
    for (auto sent = view.sent.begin(); sent != view.sent.end();) {
        const bool arrived =
            config.has(sent->first) && same_number(config.at(sent->first), sent->second.value);
        sent = arrived || now > sent->second.until ? view.sent.erase(sent) : std::next(sent);
    }
}

}  // namespace latent::app
