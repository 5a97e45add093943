#include "latent/sweep.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "api/run_names.h"
#include "latent/engine.h"

namespace latent {
namespace {

constexpr std::size_t kMostRuns = 1000;

// What makes runs comparable: kept by every run of a sweep, whatever its system would have chosen.
const char* const kShared[] = {"seed",        "batch_seed",    "epochs",          "steps",
                               "batch_size",  "samples.limit", "samples.classes", "threads",
                               "probe_points"};

bool is_kind(const std::string& path) {
    const std::string end = ".kind";
    return path.size() > end.size() && path.compare(path.size() - end.size(), end.size(), end) == 0;
}

std::string text_or(const RunConfig& config, const std::string& path, const char* otherwise) {
    const auto* text = config.has(path) ? std::get_if<std::string>(&config.at(path)) : nullptr;
    return text ? *text : otherwise;
}

// The kind of the base's data. That of a path is not known here; then it is the kind whose preset
// of the base's own system the base is most like.
DataKind kind_of_data(const Catalog& catalog, const RunConfig& base) {
    const std::string data = text_or(base, "data", "");
    if (const DatasetInfo* known = find(catalog.datasets, data)) return known->kind;
    const std::string system = text_or(base, "system", "");
    DataKind likeliest = DataKind::images;
    if (!find(catalog.systems, system)) return likeliest;
    std::size_t fewest = ~std::size_t{0};
    for (const DataKind kind : {DataKind::images, DataKind::points, DataKind::sequences}) {
        const std::size_t count = differences(base, preset(catalog, system, data, kind)).size();
        if (count < fewest) fewest = count, likeliest = kind;
    }
    return likeliest;
}

// Another system's parts, with what the user settled of the base: what it shares with all runs of
// the sweep, and whatever is not as the base's own system would have it.
RunConfig with_system(const Catalog& catalog, const RunConfig& base, const std::string& system) {
    const std::string data = text_or(base, "data", ""), own = text_or(base, "system", "");
    if (system == own) return base;
    const DataKind kind = kind_of_data(catalog, base);
    RunConfig fresh = preset(catalog, system, data, kind);
    std::set<std::string> settled(std::begin(kShared), std::end(kShared));
    if (find(catalog.systems, own))
        for (const std::string& path : differences(base, preset(catalog, own, data, kind)))
            settled.insert(path);
    for (const auto& [path, spec] : specs_of(catalog, fresh))
        if (settled.count(path) && base.has(path) && !is_kind(path) && path != "reconstruction" &&
            complaint(spec, base.at(path)).empty())
            fresh.set(path, base.at(path));
    return fresh;
}

void set(const Catalog& catalog, RunConfig& config, const std::string& path,
         const std::string& text) {
    if (path == "system")
        config = with_system(catalog, config, text);
    else
        set_from_text(catalog, config, path, text);
}

// Systems first, then kinds: which other parameters there are depends on them.
int rank_of(const std::string& path) { return path == "system" ? 0 : is_kind(path) ? 1 : 2; }

SweepRun make_run(const Catalog& catalog, const RunConfig& base, const std::vector<SweepAxis>& axes,
                  const std::vector<std::size_t>& chosen, std::vector<Problem>& problems) {
    SweepRun run{base, "", ""};
    std::vector<Problem> found;
    for (int rank = 0; rank < 3; ++rank)
        for (std::size_t a = 0; a < axes.size(); ++a) {
            if (rank_of(axes[a].path) != rank) continue;
            try {
                set(catalog, run.config, axes[a].path, to_text(axes[a].values[chosen[a]]));
            } catch (const std::invalid_argument& error) {
                found.push_back({axes[a].path, error.what()});
            }
        }
    RunConfig asked = run.config;  // so that a run that cannot be made has its name as well
    for (std::size_t a = 0; a < axes.size(); ++a)
        asked.set(axes[a].path, axes[a].values[chosen[a]]);
    for (const SweepAxis& axis : axes) {
        run.name += (run.name.empty() ? "" : ", ") + phrase_of(catalog, asked, axis.path);
        run.folder += (run.folder.empty() ? "" : ",") + folder_part_of(asked, axis.path);
    }
    if (axes.empty()) run.folder = run.name = "run";
    if (found.empty()) found = validate(catalog, run.config);
    for (const Problem& problem : found)
        problems.push_back({problem.path, run.name + ": " + problem.sentence});
    return run;
}

std::vector<SweepAxis> checked(const std::vector<SweepAxis>& axes) {
    std::vector<SweepAxis> clean;
    std::set<std::string> paths;
    std::size_t runs = 1;
    for (const SweepAxis& axis : axes) {
        if (axis.values.empty())
            throw std::invalid_argument("'" + axis.path + "' has no values to sweep over.");
        if (!paths.insert(axis.path).second)
            throw std::invalid_argument("'" + axis.path + "' is swept over twice.");
        SweepAxis once{axis.path, {}};
        for (const ParamValue& value : axis.values)
            if (std::find(once.values.begin(), once.values.end(), value) == once.values.end())
                once.values.push_back(value);
        runs *= once.values.size();
        if (runs > kMostRuns)
            throw std::invalid_argument("This sweep is more than 1,000 runs; give fewer values.");
        clean.push_back(std::move(once));
    }
    return clean;
}

// A path that some run of the sweep may have: throws a sentence otherwise.
void check_path(const Catalog& catalog, const RunConfig& base, const SweepAxis& axis,
                bool others_choose_parts) {
    if (axis.path == "data" || axis.path == "system" || base.has(axis.path)) return;
    RunConfig probe = base;
    try {
        set_from_text(catalog, probe, axis.path, to_text(axis.values.front()));
    } catch (const std::invalid_argument&) {
        if (!others_choose_parts) throw;
    }
}

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> words;
    std::size_t start = 0;
    for (;;) {
        const std::size_t end = text.find(separator, start);
        words.push_back(text.substr(start, end == std::string::npos ? end : end - start));
        if (end == std::string::npos) return words;
        start = end + 1;
    }
}

bool whole_number(const std::string& text, std::int64_t& value) {
    if (text.empty() || text.size() > 10 ||
        text.find_first_not_of("0123456789") != std::string::npos)
        return false;
    value = std::stoll(text);
    return true;
}

// "1..64" doubles: 1, 2, 4, ..., 64, and ends with the end; "0..4" counts: 0, 1, 2, 3, 4. Empty when
// it is no range.
std::vector<std::string> range_of(const std::string& text) {
    const std::size_t dots = text.find("..");
    std::int64_t first = 0, last = 0;
    if (dots == std::string::npos || !whole_number(text.substr(0, dots), first) ||
        !whole_number(text.substr(dots + 2), last))
        return {};
    if (last < first)
        throw std::invalid_argument("'" + text +
                                    "' runs backwards; write the smaller number first.");
    std::vector<std::string> values;
    for (std::int64_t value = first; value < last && values.size() <= kMostRuns;
         value = first == 0 ? value + 1 : value * 2)
        values.push_back(std::to_string(value));
    values.push_back(std::to_string(last));
    return values;
}

// Whether commas belong to one value: lists of widths, and texts such as a list of classes.
bool commas_belong(const Catalog& catalog, const RunConfig& base, const std::string& path) {
    if (path == "data" || path == "system") return false;
    for (const auto& [known, spec] : specs_of(catalog, base))
        if (known == path) return spec.kind == ParamKind::widths || spec.kind == ParamKind::text;
    return false;
}

}  // namespace

std::vector<SweepRun> expand(const Catalog& catalog, const RunConfig& base,
                             const std::vector<SweepAxis>& axes) {
    const std::vector<SweepAxis> clean = checked(axes);
    RunConfig start = with_defaults(catalog, base);
    bool choose_parts = false, over_seeds = false, over_orders = false;
    for (const SweepAxis& axis : clean) {
        choose_parts = choose_parts || rank_of(axis.path) < 2;
        over_seeds = over_seeds || axis.path == "seed";
        over_orders = over_orders || axis.path == "batch_seed";
    }
    for (const SweepAxis& axis : clean) check_path(catalog, start, axis, choose_parts);
    // The base's own seed orders the batches of all seeds. It does not depend on which seeds are
    // listed, so that a sweep to which seeds are added later still compares like with like.
    if (over_seeds && !over_orders && start.integer("batch_seed") < 0)
        start.set("batch_seed", start.integer("seed"));

    std::vector<SweepRun> runs;
    std::vector<Problem> problems;
    std::vector<std::size_t> chosen(clean.size(), 0);
    for (bool more = true; more;) {
        runs.push_back(make_run(catalog, start, clean, chosen, problems));
        more = false;
        for (std::size_t a = clean.size(); a-- > 0 && !more;) {
            more = ++chosen[a] < clean[a].values.size();
            if (!more) chosen[a] = 0;
        }
    }
    if (!problems.empty()) throw InvalidConfig(std::move(problems));
    return runs;
}

SweepAxis axis_from_text(const Catalog& catalog, const RunConfig& base, const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
        throw std::invalid_argument("'" + text +
                                    "' is no list to sweep over; write path=value,value,... "
                                    "such as code.width=1,2,4,8 or code.width=1..64.");
    SweepAxis axis{text.substr(0, equals), {}};
    const std::string list = text.substr(equals + 1);
    std::vector<std::string> words = range_of(list);
    if (words.empty()) {
        const bool semicolons =
            list.find(';') != std::string::npos || commas_belong(catalog, base, axis.path);
        words = split(list, semicolons ? ';' : ',');
    }
    for (const std::string& word : words) {
        if (word.empty()) throw std::invalid_argument("'" + text + "' lists an empty value.");
        if (axis.path == "system") {
            preset(catalog, word, text_or(base, "data", ""));  // throws for one that is not there
            axis.values.emplace_back(word);
            continue;
        }
        RunConfig probe = base;
        set_from_text(catalog, probe, axis.path, word);
        const ParamValue value = probe.at(axis.path);
        if (std::find(axis.values.begin(), axis.values.end(), value) == axis.values.end())
            axis.values.push_back(value);
    }
    return axis;
}

}  // namespace latent
