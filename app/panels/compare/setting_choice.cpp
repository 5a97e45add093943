#include "panels/compare/setting_choice.h"

#include "panels/setting_row.h"
#include "widgets/format.h"

namespace latent::app {
namespace {

// The heading under which a path stands.
std::string group_of(const std::string& path) {
    struct Prefix {
        const char *start, *group;
    };
    static const Prefix prefixes[] = {
        {"code.", "Code"},           {"architecture.", "Net"}, {"terms.", "Loss"},
        {"reconstruction", "Loss"},  {"output.", "Output"},    {"corruption.", "Corruption"},
        {"optimizer.", "Optimiser"}, {"samples.", "Data"},     {"input.", "Data"}};
    for (const Prefix& each : prefixes)
        if (begins_with(path, each.start)) return each.group;
    return "Run";
}

std::string short_value(const ParamValue& value) {
    if (const auto* number = std::get_if<double>(&value)) return setting(*number);
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "on" : "off";
    return to_text(value);
}

const std::vector<PartInfo>* parts_for(const Catalog& catalog, const std::string& path) {
    if (path == "reconstruction") return &catalog.terms;
    for (const std::string& group : Catalog::groups())
        if (path == group + ".kind") return &catalog.parts_of(group);
    return nullptr;
}

}  // namespace

const ParamSpec* spec_at(const Specs& specs, const std::string& path) {
    for (const auto& [known, spec] : specs)
        if (known == path) return &spec;
    return nullptr;
}

std::string setting_label(const Catalog& catalog, const std::string& path, const ParamSpec& spec) {
    if (!begins_with(path, "terms.")) return spec.label;
    const std::string id = path.substr(6, path.find('.', 6) - 6);
    const PartInfo* term = find(catalog.terms, id);
    return spec.label + " of " + (term ? term->label : id);
}

std::vector<CatalogueEntry> setting_entries(const Catalog& catalog, const RunConfig& config,
                                            const Specs& specs,
                                            const std::set<std::string>& without) {
    std::vector<CatalogueEntry> entries;
    for (const auto& [path, spec] : specs) {
        if (without.count(path)) continue;
        CatalogueEntry entry;
        entry.id = path;
        entry.label = setting_label(catalog, path, spec);
        entry.group = group_of(path);
        entry.aside = config.has(path) ? short_value(config.at(path)) : "";
        entry.sentence = spec.help;
        if (spec.kind == ParamKind::integer || spec.kind == ParamKind::number)
            entry.source = setting(spec.low) + " to " + setting(spec.high) +
                           (spec.unit.empty() ? "" : " " + spec.unit);
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<Choice> setting_choices(const Catalog& catalog, const std::string& path,
                                    const ParamSpec& spec) {
    std::vector<Choice> choices;
    const std::vector<PartInfo>* parts = parts_for(catalog, path);
    for (const std::string& id : spec.choices) {
        const PartInfo* part = parts ? find(*parts, id) : nullptr;
        if (part)
            choices.push_back(
                {id, part->label, true, {part->label, part->summary, part->formula, "", ""}});
        else
            choices.push_back({id, id, true, {}});
    }
    return choices;
}

}  // namespace latent::app
