#include "panels/compare/charted_runs.h"

#include <algorithm>
#include <cmath>

#include "latent/sweep.h"
#include "state/own_version.h"
#include "state/run_text.h"
#include "widgets/format.h"

namespace latent::app {
namespace {

// A setting as a number, where it is one.
bool as_number(const RunConfig& config, const std::string& path, double& value) {
    if (!config.has(path)) return false;
    const ParamValue& setting = config.at(path);
    if (const auto* whole = std::get_if<std::int64_t>(&setting))
        value = double(*whole);
    else if (const auto* number = std::get_if<double>(&setting))
        value = *number;
    else
        return false;
    return std::isfinite(value);
}

std::string label_of(const PanelContext& context, const std::string& path,
                     const RunConfig& config) {
    if (const ParamSpec* spec = find(context.catalog.general, path)) return spec->label;
    for (const auto& [each, spec] : specs_of(context.catalog, config))
        if (each == path) return spec.label;
    return path.substr(path.rfind('.') + 1);
}

// Widths, rates and weights double; seeds do not.
bool is_wide(const std::vector<double>& places) {
    return places.size() > 1 && places.front() > 0 && places.back() >= 8 * places.front();
}

void by_value(ChartedRuns& all, const std::string& path) {
    for (ChartedRun& run : all.runs) as_number(*run.snapshot->config, path, run.x);
    all.axis.ticks = all.places();
    const bool one_width = all.axis.ticks.size() == 1 && all.by_width();
    all.axis.logarithmic = is_wide(all.axis.ticks) || (one_width && all.axis.ticks.front() > 0);
}

// Places in the order in which their names first come.
void by_name(const PanelContext& context, ChartedRuns& all, const std::string& path) {
    std::vector<std::string> ids;
    for (ChartedRun& run : all.runs) {
        const RunConfig& config = *run.snapshot->config;
        const std::string id = config.has(path) ? to_text(config.at(path)) : "none";
        auto place = std::find(ids.begin(), ids.end(), id);
        if (place == ids.end()) {
            place = ids.insert(ids.end(), id);
            const SystemInfo* system =
                path == "system" ? find(context.catalog.systems, id) : nullptr;
            all.axis.names.push_back(system ? system->label : id);
            all.axis.ticks.push_back(double(ids.size()) - 1);
        }
        run.x = double(std::find(ids.begin(), ids.end(), id) - ids.begin());
    }
}

// What makes no other kind of run.
bool sets_none_apart(const std::string& path, const std::string& axis) {
    return path == axis || path == "seed" || path == "batch_seed" || path == "epochs" ||
           path == "steps" || path == "threads" || path == "probe_points";
}

// Equal in all the settings that count.
template <class Counts>
bool equal_in(const RunConfig& a, const RunConfig& b, const Counts& counts) {
    auto first = a.values().begin(), second = b.values().begin();
    const auto skip = [&](auto& entry, const auto& end) {
        while (entry != end && !counts(entry->first)) ++entry;
        return entry != end;
    };
    for (;; ++first, ++second) {
        const bool more = skip(first, a.values().end());
        if (more != skip(second, b.values().end())) return false;
        if (!more) return true;
        if (*first != *second) return false;
    }
}

bool alike(const RunConfig& a, const RunConfig& b, const std::string& axis) {
    // Another system has other parts throughout: its width is what is left to compare.
    if (axis == "system")
        return a.has("code.width") == b.has("code.width") &&
               (!a.has("code.width") || a.at("code.width") == b.at("code.width"));
    return equal_in(a, b, [&](const std::string& path) { return !sets_none_apart(path, axis); });
}

void group(ChartedRuns& all) {
    std::vector<const RunConfig*> kinds;
    for (ChartedRun& run : all.runs) {
        const RunConfig& config = *run.snapshot->config;
        const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const RunConfig* each) {
            return alike(*each, config, all.path);
        });
        run.group = int(kind - kinds.begin());
        if (kind == kinds.end()) kinds.push_back(&config);
    }
    all.groups = int(kinds.size());
}

void name_all(const PanelContext& context, std::vector<ChartedRun>& runs) {
    // What they differ in takes a look at every setting of every run: only where a name is missing.
    const auto is_named = [](const ChartedRun& run) {
        return run.snapshot->about && !run.snapshot->about->name.empty();
    };
    std::vector<std::string> names;
    if (!std::all_of(runs.begin(), runs.end(), is_named)) {
        std::vector<const RunConfig*> configs;
        for (const ChartedRun& run : runs) configs.push_back(run.snapshot->config.get());
        names = names_of(context.catalog, configs);
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const RunAbout* about = runs[i].snapshot->about.get();
        runs[i].name = about && !about->name.empty()           ? about->name
                       : i < names.size() && !names[i].empty() ? names[i]
                                                               : run_name(*runs[i].snapshot);
    }
}

}  // namespace

const ChartedRun* ChartedRuns::find(RunId id) const {
    for (const ChartedRun& run : runs)
        if (run.id == id) return &run;
    return nullptr;
}

std::vector<double> ChartedRuns::places() const {
    std::vector<double> all;
    for (const ChartedRun& run : runs) all.push_back(run.x);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

std::string place_text(const ChartedRuns& runs, double x) {
    for (std::size_t i = 0; i < runs.axis.names.size(); ++i)
        if (runs.axis.ticks[i] == x) return runs.axis.names[i];
    return (runs.by_width() ? "width" : runs.axis.label) + " " + setting(x);
}

bool same_data(const Snapshot& a, const Snapshot& b) {
    return a.config && b.config && equal_in(*a.config, *b.config, [](const std::string& path) {
               return path == "data" || path.rfind("samples.", 0) == 0;
           });
}

ImU32 run_colour(const Theme& theme, const Snapshot& snapshot, int place) {
    const RunAbout* about = snapshot.about.get();
    return theme.class_colour(about && about->colour >= 0 ? about->colour : place);
}

ChartedRuns charted_runs(const PanelContext& context) {
    ChartedRuns all;
    all.version = own_version();
    all.path = context.ui.comparison.axis;
    if (!context.snapshot.config) return all;
    const std::vector<RunId>& ids = context.requests.runs();
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (context.ui.comparison.left_out.count(ids[i])) continue;
        auto snapshot = context.requests.snapshot_of(ids[i]);
        if (!snapshot || !snapshot->config || !same_data(*snapshot, context.snapshot)) continue;
        ChartedRun run;
        run.id = ids[i];
        run.colour = run_colour(context.theme, *snapshot, int(i));
        run.finished = snapshot->state == RunState::finished;
        run.snapshot = std::move(snapshot);
        all.runs.push_back(std::move(run));
    }
    if (all.runs.empty()) return all;
    name_all(context, all.runs);
    all.axis.label = label_of(context, all.path, *all.runs.front().snapshot->config);
    double value = 0;
    const bool numbers = std::all_of(all.runs.begin(), all.runs.end(), [&](const ChartedRun& run) {
        return as_number(*run.snapshot->config, all.path, value);
    });
    if (numbers)
        by_value(all, all.path);
    else
        by_name(context, all, all.path);
    group(all);
    return all;
}

const ChartedRuns& KeptRuns::look(const PanelContext& context) {
    look_at_runs(context.requests, open_);
    const Comparison& chosen = context.ui.comparison;
    return runs_.of(open_, context.snapshot.config, chosen.axis, chosen.left_out,
                    context.theme.kind, [&] { return charted_runs(context); });
}

std::uint64_t ResultsVersion::look(
    PanelContext& context, const ChartedRuns& runs,
    std::initializer_list<const std::vector<std::string>*> analyses) {
    now_.clear();
    for (const ChartedRun& run : runs.runs)
        for (const auto* of : analyses)
            for (const std::string& id : *of) now_.push_back(found(context, run.id, id));
    if (now_ != before_) {
        before_.swap(now_);
        ++version_;
    }
    return version_;
}

std::shared_ptr<const AnalysisResult> found(PanelContext& context, RunId run,
                                            const std::string& analysis) {
    auto result = context.ui.comparing.look(run, analysis, context.requests.analysis(run, analysis),
                                            context.now);
    return result && result->problem.empty() ? result : nullptr;
}

void keep_measured(PanelContext& context, const ChartedRuns& runs,
                   const std::vector<std::string>& analyses,
                   const std::vector<std::string>& of_data) {
    Comparing& comparing = context.ui.comparing;
    Comparing::Runs seen;
    for (const ChartedRun& run : runs.runs)
        seen.push_back({run.id, run.snapshot->progress.step,
                        run.snapshot->state == RunState::running, run.snapshot->cloud != nullptr});
    comparing.see(seen);
    for (const auto& [run, id] : comparing.waiting())
        comparing.look(run, id, context.requests.analysis(run, id), context.now);
    // What there is already, whoever asked for it, is not asked for again.
    const auto wish = [&](const std::string& id, bool of_data_alone) {
        if (!find(context.catalog.analyses, id)) return;
        for (const ChartedRun& run : runs.runs)
            comparing.look(run.id, id, context.requests.analysis(run.id, id), context.now);
        comparing.wish(id, context.now, of_data_alone);
    };
    // What belongs to the data is the line that the runs are measured against: it comes first.
    for (const std::string& id : of_data) wish(id, true);
    for (const std::string& id : analyses) wish(id, false);
    const Comparing::Due due = comparing.due(context.now);
    for (const std::string& id : due.ids) context.requests.analyse(due.run, id);
    if (due.wait > 0) context.requests.redraw_within(due.wait);
}

Words measuring_text(const PanelContext& context, const ChartedRuns& runs) {
    const ChartedRun* run = runs.find(context.ui.comparing.measuring());
    return run ? Words("measuring ") + run->name : Words();
}

double figure_of(const AnalysisResult* result, const std::string& id) {
    const Figure* figure = result ? result->figure(id) : nullptr;
    return figure && figure->undefined.empty() ? figure->value : kUnknown;
}

}  // namespace latent::app
