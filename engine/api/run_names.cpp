#include "api/run_names.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <map>
#include <set>

#include "latent/sweep.h"

namespace latent {
namespace {

constexpr std::size_t kLongestValue = 48;  // of a folder's name

std::string last_part(const std::string& path, char separator) {
    const std::size_t at = path.find_last_of(separator);
    return at == std::string::npos || at + 1 == path.size() ? path : path.substr(at + 1);
}

bool starts_with(const std::string& text, const std::string& start) {
    return text.compare(0, start.size(), start) == 0;
}

// Entries that tell how a run is computed and not what it is: worth a name only where nothing else
// differs.
bool is_bookkeeping(const std::string& path) {
    return path == "threads" || path == "batch_seed" || path == "probe_points";
}

// Parts that come with a system: where the systems differ, their name says it.
bool comes_with_system(const std::string& path) {
    if (path == "code.width") return false;
    if (path == "reconstruction" || path == "input.centre" || starts_with(path, "terms."))
        return true;
    const auto& groups = Catalog::groups();
    return std::any_of(groups.begin(), groups.end(),
                       [&](const auto& group) { return starts_with(path, group + "."); });
}

const ParamSpec* spec_of(const std::vector<std::pair<std::string, ParamSpec>>& specs,
                         const std::string& path) {
    for (const auto& [known, spec] : specs)
        if (known == path) return &spec;
    return nullptr;
}

std::string part_label(const std::vector<PartInfo>& parts, const std::string& id) {
    const PartInfo* part = find(parts, id);
    return part ? part->label : id;
}

// Runs, by number, that the names given so far do not tell apart.
std::vector<std::vector<std::size_t>> confused(const std::vector<std::string>& names,
                                               const std::vector<const RunConfig*>& configs) {
    std::map<std::string, std::vector<std::size_t>> by_name;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (configs[i]) by_name[names[i]].push_back(i);
    std::vector<std::vector<std::size_t>> groups;
    for (const auto& [name, group] : by_name)
        if (group.size() > 1) groups.push_back(group);
    return groups;
}

}  // namespace

std::string phrase_of(const Catalog& catalog, const RunConfig& config, const std::string& path) {
    if (!config.has(path)) return "";
    const ParamValue& value = config.at(path);
    const std::string text = to_text(value);
    if (path == "code.width") return "width " + text;
    if (path == "system") {
        const SystemInfo* system = find(catalog.systems, text);
        return system ? system->label : text;
    }
    if (path == "data") {
        const DatasetInfo* data = find(catalog.datasets, text);
        return data ? data->label : last_part(text, '/');
    }
    if (path == "reconstruction") return part_label(catalog.terms, text);
    const std::string name = last_part(path, '.'), group = path.substr(0, path.find('.'));
    const auto& groups = Catalog::groups();
    if (name == "kind" && std::find(groups.begin(), groups.end(), group) != groups.end())
        return part_label(catalog.parts_of(group), text);
    const auto specs = specs_of(catalog, config);
    const ParamSpec* spec = spec_of(specs, path);
    std::string label = spec ? spec->label : path;
    if (starts_with(path, "terms.") && name == "weight" && label == "weight")
        label = part_label(catalog.terms, path.substr(6, path.size() - 6 - 7));
    if (const bool* flag = std::get_if<bool>(&value)) return label + (*flag ? ": yes" : ": no");
    return label + " " + (text.empty() ? "none" : text);
}

std::string folder_part_of(const RunConfig& config, const std::string& path) {
    const std::string value = config.has(path) ? to_text(config.at(path)) : "";
    std::string safe = value;
    for (char& c : safe)
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '.' || c == '_' || c == '-' || c == '+'))
            c = '_';
    if (safe.size() > kLongestValue) safe.resize(kLongestValue);
    if (safe != value) {
        std::uint32_t mark = 2166136261u;  // FNV-1a
        for (const char c : value) mark = (mark ^ std::uint8_t(c)) * 16777619u;
        std::array<char, 16> text{};
        std::snprintf(text.data(), text.size(), "~%08x", mark);
        safe += text.data();
    }
    return path + "=" + safe;
}

std::vector<std::string> what_differs(const Catalog& catalog,
                                      const std::vector<const RunConfig*>& configs) {
    const RunConfig* first = nullptr;
    std::set<std::string> differing;
    for (const RunConfig* config : configs) {
        if (!config) continue;
        if (!first) first = config;
        for (const std::string& path : differences(*first, *config)) differing.insert(path);
    }
    // In the order of the window; those that only some of the runs have where these have them.
    std::vector<std::string> paths;
    const auto take = [&](const std::string& path) {
        if (differing.erase(path)) paths.push_back(path);
    };
    take("data");
    take("system");
    for (const RunConfig* config : configs)
        if (config && !differing.empty())
            for (const auto& entry : specs_of(catalog, *config)) take(entry.first);
    paths.insert(paths.end(), differing.begin(), differing.end());
    return paths;
}

std::vector<std::string> names_of(const Catalog& catalog,
                                  const std::vector<const RunConfig*>& configs) {
    std::vector<std::string> names(configs.size());
    const auto add = [&](std::size_t run, const std::string& path) {
        const std::string phrase = phrase_of(catalog, *configs[run], path);
        if (!phrase.empty()) names[run] += (names[run].empty() ? "" : ", ") + phrase;
    };
    const std::vector<std::string> differing = what_differs(catalog, configs);
    const bool systems = std::find(differing.begin(), differing.end(), "system") != differing.end();
    std::vector<std::string> said, left;
    for (const std::string& path : differing)
        (is_bookkeeping(path) || (systems && comes_with_system(path)) ? left : said)
            .push_back(path);
    for (const std::string& path : said)
        for (std::size_t run = 0; run < configs.size(); ++run)
            if (configs[run]) add(run, path);
    // What was left out, where it is needed to tell two runs apart.
    for (const std::string& path : left)
        for (const auto& group : confused(names, configs)) {
            const auto differs = [&](std::size_t run) {
                const RunConfig &one = *configs[group.front()], &other = *configs[run];
                return one.has(path) != other.has(path) ||
                       (one.has(path) && one.at(path) != other.at(path));
            };
            if (std::none_of(group.begin(), group.end(), differs)) continue;
            for (const std::size_t run : group) add(run, path);
        }
    return names;
}

}  // namespace latent
