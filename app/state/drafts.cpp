#include "state/drafts.h"

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
                     const std::map<std::string, ParamValue>& edits) {
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
    return result;
}

RunConfig untouched(const Catalog& catalog, const RunConfig& config) {
    const std::string system = config.has("system") ? config.text("system") : "";
    if (!find(catalog.systems, system)) return with_defaults(catalog, RunConfig());
    return preset(catalog, system, config.has("data") ? config.text("data") : "");
}

RunConfig exchanged(const Catalog& catalog, const RunConfig& old, const std::string& system,
                    const std::string& data) {
    RunConfig fresh = preset(catalog, system, data);
    const RunConfig base = untouched(catalog, old);
    for (const std::string& path : differences(old, base)) {
        if (path == "system" || path == "data" || !old.has(path) || is_kind(path)) continue;
        for (const auto& [known, spec] : specs_of(catalog, fresh))
            if (known == path && complaint(spec, old.at(path)).empty())
                fresh.set(path, old.at(path));
    }
    return fresh;
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
