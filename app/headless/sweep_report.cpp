#include "headless/sweep_report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>

#include "headless/table.h"

namespace latent::headless {
namespace {

using Json = nlohmann::ordered_json;

const char* const kWidth = "code.width";
const char* const kSeed = "seed";

struct Column {
    std::string id, title;
    std::function<std::string(double)> text;
    bool spread =
        false;  // over seeds, beside the median; of all of them the table would be too wide
};

std::string percent(double share) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.1f %%", 100 * share);
    return buffer;
}

std::string whole(double value) { return with_separators(std::llround(value)); }

std::string three_decimals(double value) {
    char buffer[48];
    std::snprintf(buffer, sizeof buffer, "%.3f", value);
    return buffer;
}

const std::vector<Column>& columns() {
    static const std::vector<Column> all{
        {"squared_error", "squared error", three_decimals, true},
        {"pca_squared_error", "PCA's", three_decimals},
        {"knn5_accuracy", "5-NN accuracy", percent, true},
        {"fvu_held_out", "unexplained", percent},
        {"fvu_foreign", "of foreign images", percent},
        {"rate_bits", "bits", whole},
        {"parameters", "parameters", whole},
        {"seconds", "seconds", [](double value) { return readable(value); }},
    };
    return all;
}

bool varies(const SweepEnd& end, const std::string& path) {
    return std::any_of(end.axes.begin(), end.axes.end(), [&](const SweepAxis& axis) {
        return axis.path == path && axis.values.size() > 1;
    });
}

// Finished runs that have all but these entries in common, with the name of what that is.
struct Group {
    std::string name;
    std::vector<const SweepOutcome*> runs;
};

std::vector<Group> grouped_without(const Catalog& catalog, const SweepEnd& end,
                                   const std::vector<std::string>& left_out) {
    std::vector<RunConfig> common;
    for (const SweepOutcome& outcome : end.outcomes) {
        common.push_back(outcome.run.config);
        for (const std::string& path : left_out) common.back().erase(path);
    }
    std::vector<const RunConfig*> pointers;
    for (const RunConfig& config : common) pointers.push_back(&config);
    const std::vector<std::string> names = names_of(catalog, pointers);
    std::vector<Group> groups;
    std::vector<const RunConfig*> keys;
    for (std::size_t i = 0; i < end.outcomes.size(); ++i) {
        const auto known = std::find_if(keys.begin(), keys.end(),
                                        [&](const RunConfig* key) { return *key == common[i]; });
        if (known == keys.end()) {
            keys.push_back(&common[i]);
            groups.push_back({names[i], {&end.outcomes[i]}});
        } else {
            groups[std::size_t(known - keys.begin())].runs.push_back(&end.outcomes[i]);
        }
    }
    return groups;
}

std::vector<RunFigure> figures_of(const std::vector<const SweepOutcome*>& runs,
                                  const std::string& id, const std::string& over) {
    std::vector<RunFigure> figures;
    for (const SweepOutcome* outcome : runs)
        figures.push_back(
            {over.empty() ? 0 : outcome->run.config.number(over), outcome->figure(id)});
    return figures;
}

// "12.195", and over seeds the median with its spread: "12.195 (11.902 to 12.431)".
std::string cell(const Column& column, const Group& group) {
    const auto band = band_of(figures_of(group.runs, column.id, ""));
    if (band.empty()) return "";
    std::string text = column.text(band[0].median);
    if (column.spread && band[0].count > 1 && column.text(band[0].low) != column.text(band[0].high))
        text += " (" + column.text(band[0].low) + " to " + column.text(band[0].high) + ")";
    return text;
}

const char* name_of(Ending ending) {
    switch (ending) {
        case Ending::not_yet:
            return "not yet";
        case Ending::finished:
            return "finished";
        case Ending::failed:
            return "failed";
    }
    return "";
}

const char* name_of(WidthVerdict verdict) {
    switch (verdict) {
        case WidthVerdict::unknown:
            return "unknown";
        case WidthVerdict::too_narrow:
            return "too narrow";
        case WidthVerdict::sweet:
            return "sweet spot";
        case WidthVerdict::too_wide:
            return "too wide";
    }
    return "";
}

}  // namespace

std::vector<NamedSweetSpot> sweet_spots(const Catalog& catalog, const SweepEnd& end) {
    std::vector<NamedSweetSpot> spots;
    if (!varies(end, kWidth)) return spots;
    for (const Group& group : grouped_without(catalog, end, {kWidth, kSeed})) {
        std::vector<WidthFigures> figures;
        for (const SweepOutcome* outcome : group.runs)
            figures.push_back({outcome->run.config.number(kWidth), outcome->figure("fvu_held_out"),
                               outcome->figure("fvu_foreign"), outcome->figure("knn5_accuracy")});
        spots.push_back({group.name, sweet_spot(figures)});
    }
    return spots;
}

void print(std::ostream& out, const Catalog& catalog, const SweepEnd& end) {
    const bool seeds = varies(end, kSeed);
    const auto groups = grouped_without(
        catalog, end, seeds ? std::vector<std::string>{kSeed} : std::vector<std::string>{});
    std::vector<Column> shown;
    for (const Column& column : columns())
        for (const SweepOutcome& outcome : end.outcomes)
            if (std::isfinite(outcome.figure(column.id))) {
                shown.push_back(column);
                break;
            }
    std::vector<Align> aligned(shown.size() + 1, Align::right);
    aligned.front() = Align::left;
    Table table(aligned);
    std::vector<std::string> cells{seeds ? "median (and spread over seeds)" : ""};
    for (const Column& column : shown) cells.push_back(column.title);
    table.row(std::move(cells));
    for (const Group& group : groups) {
        cells = {group.name.empty() ? "all" : group.name};
        for (const Column& column : shown) cells.push_back(cell(column, group));
        if (std::none_of(group.runs.begin(), group.runs.end(), [](const SweepOutcome* outcome) {
                return outcome->ending == Ending::finished;
            }))
            cells.insert(cells.begin() + 1, name_of(group.runs.front()->ending));
        cells.resize(shown.size() + 1);
        table.row(std::move(cells));
    }
    table.print(out, 2);
    out << "\nSquared errors of held-out samples, summed over the values of each; unexplained: the "
           "share of their variance; bits: what a code carries.\n";
    for (const NamedSweetSpot& named : sweet_spots(catalog, end)) {
        out << '\n';
        const std::string start = named.name.empty() ? "Width " : named.name + ": width ";
        const std::string& sentence = named.spot.sentence;
        const bool number = !sentence.empty() && sentence[0] >= '0' && sentence[0] <= '9';
        for (const std::string& line : wrapped((number               ? start
                                                : named.name.empty() ? ""
                                                                     : named.name + ": ") +
                                                   sentence,
                                               output_width()))
            out << line << '\n';
    }
}

std::string to_json(const Catalog& catalog, const SweepEnd& end) {
    Json json;
    json["over"] = Json::array();
    for (const SweepAxis& axis : end.axes) {
        Json values = Json::array();
        for (const ParamValue& value : axis.values) values.push_back(to_text(value));
        json["over"].push_back({{"path", axis.path}, {"values", values}});
    }
    json["jobs"] = end.jobs;
    json["training_seconds"] = end.training_seconds;
    json["runs"] = Json::array();
    for (const SweepOutcome& outcome : end.outcomes) {
        Json run{{"name", outcome.run.name},
                 {"folder", outcome.run.folder},
                 {"state", name_of(outcome.ending)}};
        if (!outcome.problem.empty()) run["problem"] = outcome.problem;
        for (const SweepAxis& axis : end.axes)
            if (outcome.run.config.has(axis.path))
                run["settings"][axis.path] = to_text(outcome.run.config.at(axis.path));
        run["figures"] = Json::object();
        for (const auto& [id, value] : outcome.figures)
            run["figures"][id] = std::isfinite(value) ? Json(value) : Json();
        json["runs"].push_back(std::move(run));
    }
    json["by_width"] = Json::array();
    if (varies(end, kWidth))
        for (const Group& group : grouped_without(catalog, end, {kWidth, kSeed})) {
            std::set<std::string> ids;
            for (const SweepOutcome* outcome : group.runs)
                for (const auto& [id, value] : outcome->figures) ids.insert(id);
            Json bands = Json::object();
            for (const std::string& id : ids)
                for (const BandPoint& point : band_of(figures_of(group.runs, id, kWidth)))
                    bands[id].push_back({{"width", point.x},
                                         {"low", point.low},
                                         {"median", point.median},
                                         {"high", point.high},
                                         {"runs", point.count}});
            json["by_width"].push_back({{"name", group.name}, {"figures", bands}});
        }
    json["sweet_spots"] = Json::array();
    for (const NamedSweetSpot& named : sweet_spots(catalog, end)) {
        Json verdicts = Json::array();
        for (std::size_t i = 0; i < named.spot.widths.size(); ++i)
            verdicts.push_back(
                {{"width", named.spot.widths[i]}, {"verdict", name_of(named.spot.verdicts[i])}});
        const bool found = named.spot.low > 0;
        json["sweet_spots"].push_back({{"name", named.name},
                                       {"low", found ? Json(named.spot.low) : Json()},
                                       {"high", found ? Json(named.spot.high) : Json()},
                                       {"sentence", named.spot.sentence},
                                       {"widths", verdicts}});
    }
    return json.dump(2) + "\n";
}

}  // namespace latent::headless
