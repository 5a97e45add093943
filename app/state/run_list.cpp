#include "state/run_list.h"

#include <algorithm>
#include <cmath>

#include "latent/sweep.h"
#include "state/run_text.h"
#include "widgets/format.h"

namespace latent::app {
namespace {

constexpr double kSaidSeconds = 1.5;  // after which a run that does not say so never will
constexpr int kColours = 10;

}  // namespace

double probe_error(const CodeCloud& cloud) {
    const bool told = cloud.probe && cloud.probe->held_out.size() == cloud.errors.size();
    double sum[2] = {0, 0};
    std::int64_t count[2] = {0, 0};
    for (std::size_t i = 0; i < cloud.errors.size(); ++i) {
        if (!std::isfinite(cloud.errors[i])) continue;
        const int held_out = told && cloud.probe->held_out[i];
        sum[held_out] += double(cloud.errors[i]);
        ++count[held_out];
    }
    const int which = count[1] > 0;
    return count[which] > 0 ? sum[which] / double(count[which])
                            : std::numeric_limits<double>::quiet_NaN();
}

namespace {

double accuracy_of(const Snapshot& snapshot, const AnalysisResult* result) {
    if (snapshot.summary && snapshot.summary->knn5_accuracy >= 0)
        return snapshot.summary->knn5_accuracy;
    const Figure* figure = result && result->done ? result->figure("knn5_accuracy") : nullptr;
    return figure ? figure->value : std::numeric_limits<double>::quiet_NaN();
}

// What stands for a run that no name was given to and nothing sets apart.
std::string plain_name(const Catalog& catalog, const Snapshot& snapshot) {
    if (!snapshot.config)
        return snapshot.kept && !snapshot.kept->folder.empty() ? file_name(snapshot.kept->folder)
                                                               : "new run";
    const RunConfig& config = *snapshot.config;
    const auto label = [&](const auto& entries, const char* path) {
        if (!config.has(path)) return std::string();
        const auto* entry = find(entries, config.text(path));
        return entry && !entry->label.empty() ? entry->label : file_name(config.text(path));
    };
    const std::string system = label(catalog.systems, "system"),
                      data = label(catalog.datasets, "data");
    if (system.empty() || data.empty()) return run_name(snapshot);
    return system + " on " + data;
}

std::string state_of(const RunRow& row) {
    if (row.watched() && row.training()) return "watched";
    if (row.snapshot->state == RunState::idle && !row.snapshot->data) return "waiting";
    return state_word(*row.snapshot);
}

// The figure a row is sorted by; NaN where it is not known.
double figure_of(const RunRow& row, const std::string& key) {
    if (key == "width") return row.width;
    if (key == "error") return row.error;
    if (key == "accuracy") return row.accuracy;
    if (key == "time")
        return row.seconds > 0 ? row.seconds : std::numeric_limits<double>::quiet_NaN();
    return double(row.place);
}

}  // namespace

const std::vector<SortKey>& sort_keys() {
    static const std::vector<SortKey> keys{
        {"name", "name", "What sets the run apart from the others, or the name you gave it."},
        {"made", "made", "The order in which the runs were made."},
        {"error", "error",
         "How far the pictures come out wrong that the net never trained on: squared differences "
         "of all pixels added up, mean over pictures. Smaller is better."},
        {"width", "width", "How many numbers a sample is squeezed into: the width of the code."},
        {"accuracy", "5-NN",
         "How often the five nearest codes tell a sample's class. It is measured when a run ends, "
         "or by the check of that name."},
        {"time", "time", "Seconds spent training, looking at the net included."}};
    return keys;
}

void sort_rows(std::vector<RunRow>& rows, const std::string& key, bool falling) {
    std::stable_sort(rows.begin(), rows.end(), [&](const RunRow& a, const RunRow& b) {
        if (key == "name") {
            const int order = a.name.compare(b.name);
            return falling ? order > 0 : order < 0;
        }
        const double x = figure_of(a, key), y = figure_of(b, key);
        if (std::isnan(x) || std::isnan(y)) return !std::isnan(x) && std::isnan(y);
        return falling ? x > y : x < y;
    });
}

std::vector<RunGroup> grouped_rows(std::vector<RunRow> rows) {
    // Groups in the order in which their first run was made, whatever rows are sorted by.
    std::map<std::string, int> first;
    for (const RunRow& row : rows) {
        const auto found = first.find(row.about.group);
        if (found == first.end())
            first[row.about.group] = row.place;
        else
            found->second = std::min(found->second, row.place);
    }
    std::vector<RunGroup> groups;
    for (const auto& [name, place] : first) groups.push_back({name, {}, 0, 0, 0});
    std::sort(groups.begin(), groups.end(), [&](const RunGroup& a, const RunGroup& b) {
        if (a.name.empty() != b.name.empty()) return a.name.empty();
        return first[a.name] < first[b.name];
    });
    for (RunRow& row : rows)
        for (RunGroup& group : groups)
            if (group.name == row.about.group) {
                group.finished += row.over();
                group.training += row.training();
                group.share += row.over() ? 1 : row.share;
                group.rows.push_back(std::move(row));
                break;
            }
    for (RunGroup& group : groups) group.share /= double(group.rows.size());
    return groups;
}

std::string count_text(const std::vector<RunRow>& rows) {
    if (rows.empty()) return "";
    const auto count = [&](auto test) {
        return std::to_string(std::count_if(rows.begin(), rows.end(), test));
    };
    const std::string over = count([](const RunRow& row) { return row.over(); });
    return over + " of " + std::to_string(rows.size()) + " finished";
}

RunId neighbour(const std::vector<RunGroup>& groups, const std::set<std::string>& folded,
                RunId from, int by) {
    std::vector<RunId> shown;
    for (const RunGroup& group : groups)
        if (group.name.empty() || !folded.count(group.name))
            for (const RunRow& row : group.rows) shown.push_back(row.id);
    if (shown.empty()) return RunId::none;
    const auto at = std::find(shown.begin(), shown.end(), from);
    if (at == shown.end()) return by > 0 ? shown.front() : shown.back();
    const auto last = std::ptrdiff_t(shown.size()) - 1;
    return shown[std::size_t(std::clamp<std::ptrdiff_t>(at - shown.begin() + by, 0, last))];
}

std::vector<RunRow> RunReader::read(const Catalog& catalog, const std::vector<RunId>& runs,
                                    const SnapshotOf& snapshot_of, const ResultOf& result_of) {
    std::vector<RunRow> rows;
    for (const RunId run : runs) {
        RunRow row;
        row.id = run;
        row.place = int(rows.size());
        row.snapshot = snapshot_of(run);
        if (!row.snapshot) continue;
        const Snapshot& now = *row.snapshot;
        if (now.about) row.about = *now.about;
        if (const auto said = said_.find(run); said != said_.end()) {
            if (row.about == said->second.about)
                said_.erase(said);
            else
                row.about = said->second.about;
        }
        row.colour = row.about.colour >= 0 ? row.about.colour % kColours : row.place % kColours;
        row.state = state_of(row);
        if (now.progress.last_step > 0)
            row.share =
                std::clamp(double(now.progress.step) / double(now.progress.last_step), 0.0, 1.0);
        if (now.config && now.config->has("code.width"))
            row.width = now.config->number("code.width");
        Seen& seen = seen_[run];
        if (now.cloud != seen.cloud) {
            seen.cloud = now.cloud;
            seen.error = now.cloud ? probe_error(*now.cloud) : row.error;
        }
        row.error = now.summary ? now.summary->squared_error : seen.error;
        const auto result = result_of ? result_of(run) : nullptr;
        row.accuracy = accuracy_of(now, result.get());
        row.seconds = now.progress.seconds;
        row.parameters = now.model ? now.model->parameters : 0;
        row.problem = row.broken()                             ? now.message
                      : now.kept && !now.kept->problem.empty() ? now.kept->problem
                                                               : "";
        rows.push_back(std::move(row));
    }
    update_names(catalog, rows);
    std::map<std::string, int> same;  // runs that nothing sets apart are numbered
    for (RunRow& row : rows) {
        const std::string& found = seen_[row.id].name;
        row.name = !row.about.name.empty() ? row.about.name
                   : !found.empty()        ? found
                                           : plain_name(catalog, *row.snapshot);
        if (!row.about.name.empty()) continue;
        if (const int number = ++same[row.name]; number > 1)
            row.name += " (" + std::to_string(number) + ")";
    }
    return rows;
}

// Only when a config or the set of runs is another one: it compares every setting of every run.
void RunReader::update_names(const Catalog& catalog, const std::vector<RunRow>& rows) {
    bool same = true;
    for (const RunRow& row : rows) same = same && seen_[row.id].config == row.snapshot->config;
    for (auto seen = seen_.begin(); seen != seen_.end();) {
        const bool there = std::any_of(rows.begin(), rows.end(),
                                       [&](const RunRow& row) { return row.id == seen->first; });
        same = same && there;
        seen = there ? std::next(seen) : seen_.erase(seen);
    }
    if (same) return;
    std::vector<const RunConfig*> configs;
    for (const RunRow& row : rows) {
        seen_[row.id].config = row.snapshot->config;
        seen_[row.id].name.clear();
        if (row.snapshot->config) configs.push_back(row.snapshot->config.get());
    }
    if (configs.size() < 2) return;  // there is nothing to set it apart from
    const std::vector<std::string> names = names_of(catalog, configs);
    std::size_t next = 0;
    for (const RunRow& row : rows)
        if (row.snapshot->config && next < names.size()) seen_[row.id].name = names[next++];
}

void RunReader::said(RunId run, const RunAbout& about, double now) {
    said_[run] = {about, now + kSaidSeconds};
    ++version_;
}

void RunReader::forget_arrived(double now) {
    for (auto said = said_.begin(); said != said_.end();) {
        const bool late = now > said->second.until;
        said = late ? said_.erase(said) : std::next(said);
        version_ += late;
    }
}

}  // namespace latent::app
