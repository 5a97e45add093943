#include "panels/compare/compared_runs.h"

#include <algorithm>
#include <cmath>

#include "latent/sweep.h"
#include "state/columns.h"
#include "state/run_text.h"

namespace latent::app {
namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

// A setting as the window calls it.
std::string label_of(const Catalog& catalog, const RunConfig& config, const std::string& path) {
    if (path == "code.width") return "width";
    if (path == "data" || path == "seed" || path == "system") return path;
    for (const auto& [each, spec] : specs_of(catalog, config))
        if (each == path) return spec.label.empty() ? path : spec.label;
    return path;
}

}  // namespace

const std::vector<ComparedRun>& ComparedRuns::look(PanelContext& context) {
    look_at_runs(context.requests, open_);
    const Comparison& chosen = context.ui.comparison;
    return runs_.of(open_, context.ui.shown, chosen.axis, chosen.left_out, context.theme.kind,
                    [&] { return find(context); });
}

std::vector<ComparedRun> ComparedRuns::find(PanelContext& context) {
    std::vector<ComparedRun> found;
    const auto shown = context.requests.snapshot_of(context.ui.shown);
    elsewhere_ = 0;
    int place = -1;
    for (const auto& [id, now] : open_) {
        ++place;
        if (!now || !now->config) continue;
        const bool same = !shown || !shown->config || same_samples(*shown->config, *now->config);
        if (!same || context.ui.comparison.left_out.count(id)) {
            ++elsewhere_;
            continue;
        }
        ComparedRun run;
        run.id = id;
        const int colour = now->about && now->about->colour >= 0 ? now->about->colour : place;
        run.colour = context.theme.class_colour(colour);
        run.now = now;
        found.push_back(std::move(run));
    }
    std::vector<const RunConfig*> configs;
    for (const ComparedRun& run : found) configs.push_back(run.now->config.get());
    const std::vector<int> order = column_order(configs, context.ui.comparison.axis);
    std::vector<ComparedRun> runs;
    for (const int i : order) runs.push_back(std::move(found[std::size_t(i)]));
    ids_.clear();
    for (const ComparedRun& run : runs) ids_.push_back(run.id);

    std::vector<std::shared_ptr<const RunConfig>> sorted;
    for (const ComparedRun& run : runs) sorted.push_back(run.now->config);
    if (sorted != configs_) {
        configs_ = std::move(sorted);
        configs.clear();
        for (const auto& config : configs_) configs.push_back(config.get());
        say(context, configs);
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto& about = runs[i].now->about;
        runs[i].name = about && !about->name.empty()             ? about->name
                       : i < names_.size() && !names_[i].empty() ? names_[i]
                                                                 : run_name(*runs[i].now);
    }
    return runs;
}

void ComparedRuns::say(const PanelContext& context, const std::vector<const RunConfig*>& configs) {
    const Catalog& catalog = context.catalog;
    differing_.clear();
    shared_.clear();
    names_ = names_of(catalog, configs);
    if (configs.empty()) return;
    const std::vector<std::string> paths = what_differs(catalog, configs);
    std::vector<std::string> labels, same;
    for (const std::string& path : paths) labels.push_back(label_of(catalog, *configs[0], path));
    differing_ = joined(labels);
    const auto is_shared = [&](const std::string& path) {
        return std::find(paths.begin(), paths.end(), path) == paths.end() && configs[0]->has(path);
    };
    for (const char* path : {"data", "system", "seed"})
        if (is_shared(path)) {
            const std::string value = to_text(configs[0]->at(path));
            same.push_back(path == std::string("seed") ? "seed " + value : file_name(value));
        }
    shared_ = joined(same);
}

}  // namespace latent::app
