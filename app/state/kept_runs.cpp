// What was chosen of single runs: walks, axes and views, settings of the next run, the comparison.
#include <functional>
#include <string_view>

#include "state/kept_writing.h"

namespace latent::app {
namespace {

using nlohmann::json;

// {"3": ...} of the runs about which there is something to say; `one` answers null for the others.
template <class One>
json of_views(const UiState& ui, One one) {
    json all = json::object();
    for (const auto& [run, view] : ui.views)
        if (json value = one(view); !value.is_null())
            all[std::to_string(std::int64_t(run))] = std::move(value);
    return all;
}

// Every run that is there, with what was said of it, or null.
template <class One>
void to_views(UiState& ui, const json& all, const RunOf& run_of, One one) {
    if (!all.is_object() || all.size() > kMostEntries) return;
    std::map<RunId, const json*> said;
    for (const auto& [key, value] : all.items()) {
        char* end = nullptr;
        const std::int64_t number = std::strtoll(key.c_str(), &end, 10);
        const RunId run = end == key.c_str() || *end ? RunId::none : run_of(number);
        if (run == RunId::none) continue;
        said[run] = &value;
        ui.views[run];
    }
    for (auto& [run, view] : ui.views) {
        const auto found = said.find(run);
        one(view, found == said.end() ? json() : *found->second);
    }
}

json walks_of(const UiState& ui) {
    return of_views(ui, [](const RunView& view) -> json {
        if (!view.walk.touched) return nullptr;
        return {{"sample", view.walk.sample}, {"z", view.walk.z}};
    });
}

void take_walks(UiState& ui, const json& value, const RunOf& run_of) {
    to_views(ui, value, run_of, [](RunView& view, const json& said) {
        WalkState& walk = view.walk;
        if (said.is_null() && !walk.touched) return;
        walk.touched = false;  // follows its sample again
        const json* codes = entry_of(said, "z");
        if (!codes || !codes->is_array() || codes->empty() || codes->size() > 65536) return;
        std::vector<float> z(codes->size(), 0.0f);
        for (std::size_t j = 0; j < z.size(); ++j)
            take(&(*codes)[j], z[j], -kAnyKeptNumber, kAnyKeptNumber);
        take(entry_of(said, "sample"), walk.sample, -1, kMostKeptSamples);
        walk.z = std::move(z);
        walk.touched = true;
    });
}

// What walks_of() would write, in a number: wide codes of many runs are dear to print.
std::uint64_t version_of_walks(const UiState& ui) {
    std::uint64_t mixed = 1;
    const auto mix = [&mixed](std::uint64_t more) {
        mixed = (mixed ^ more) * 0x9E3779B97F4A7C15u;
        mixed ^= mixed >> 29;
    };
    for (const auto& [run, view] : ui.views) {
        if (!view.walk.touched) continue;
        const std::vector<float>& z = view.walk.z;
        const std::string_view bytes(reinterpret_cast<const char*>(z.data()),
                                     z.size() * sizeof(float));
        mix(std::uint64_t(run));
        mix(std::uint64_t(view.walk.sample));
        mix(std::hash<std::string_view>()(bytes));
    }
    return mixed;
}

json axes_of(const UiState& ui) {
    return of_views(ui, [](const RunView& view) -> json {
        const MapCamera& camera = view.camera;
        if (!camera.axes_chosen && camera.x_direction == 0 && camera.y_direction == 1)
            return nullptr;
        return {{"kind", int(camera.axes)},
                {"chosen", camera.axes_chosen},
                {"x", camera.x_axis},
                {"y", camera.y_axis},
                {"x_direction", camera.x_direction},
                {"y_direction", camera.y_direction}};
    });
}

void take_axes(UiState& ui, const json& value, const RunOf& run_of) {
    to_views(ui, value, run_of, [](RunView& view, const json& said) {
        MapCamera camera;
        take_one_of(entry_of(said, "kind"), camera.axes, 3);
        take(entry_of(said, "chosen"), camera.axes_chosen);
        take(entry_of(said, "x"), camera.x_axis, 0, kMostKeptDimensions);
        take(entry_of(said, "y"), camera.y_axis, -1, kMostKeptDimensions);
        take(entry_of(said, "x_direction"), camera.x_direction, 0, kMostKeptDimensions);
        take(entry_of(said, "y_direction"), camera.y_direction, 0, kMostKeptDimensions);
        const MapCamera& old = view.camera;
        const bool same =
            camera.axes_chosen == old.axes_chosen && camera.x_direction == old.x_direction &&
            camera.y_direction == old.y_direction &&
            (!camera.axes_chosen || (camera.axes == old.axes && camera.x_axis == old.x_axis &&
                                     camera.y_axis == old.y_axis));
        if (!same) view.camera = camera;  // another plane: fitted to what is on it
    });
}

json cameras_of(const UiState& ui) {
    return of_views(ui, [](const RunView& view) -> json {
        if (view.camera.fitted) return nullptr;
        return {{"x", view.camera.centre_x},
                {"y", view.camera.centre_y},
                {"units_per_pixel", view.camera.units_per_pixel}};
    });
}

void take_cameras(UiState& ui, const json& value, const RunOf& run_of) {
    to_views(ui, value, run_of, [](RunView& view, const json& said) {
        MapCamera& camera = view.camera;
        float x = 0, y = 0, scale = 0;
        take(entry_of(said, "x"), x, -kAnyKeptNumber, kAnyKeptNumber);
        take(entry_of(said, "y"), y, -kAnyKeptNumber, kAnyKeptNumber);
        take(entry_of(said, "units_per_pixel"), scale, 1e-20, 1e20);
        camera.fitted = !(scale > 0);
        if (camera.fitted) return;
        camera.centre_x = x;
        camera.centre_y = y;
        camera.units_per_pixel = scale;
    });
}

json json_of(const ParamValue& value) {
    return std::visit([](const auto& held) { return json(held); }, value);
}

bool value_from(const json& said, ParamValue& value) {
    if (said.is_boolean()) return value = said.get<bool>(), true;
    if (said.is_number_unsigned() && said.get<std::uint64_t>() > INT64_MAX) return false;
    if (said.is_number_integer()) return value = said.get<std::int64_t>(), true;
    if (said.is_number_float()) return value = said.get<double>(), true;
    if (said.is_string()) return value = said.get<std::string>(), true;
    if (!said.is_array() || said.size() > 1000) return false;
    Widths widths;
    for (const json& each : said) {
        if (!each.is_number_integer()) return false;
        widths.push_back(each.get<std::int64_t>());
    }
    return value = widths, true;
}

json edits_of(const UiState& ui) {
    return of_views(ui, [](const RunView& view) -> json {
        if (!view.waits()) return nullptr;
        json edits = json::object();
        for (const auto& [path, value] : view.edits) edits[path] = json_of(value);
        return {{"set", std::move(edits)}, {"without", view.removed_terms}};
    });
}

void take_edits(UiState& ui, const json& value, const RunOf& run_of) {
    to_views(ui, value, run_of, [](RunView& view, const json& said) {
        view.edits.clear();
        view.removed_terms.clear();
        take(entry_of(said, "without"), view.removed_terms);
        const json* edits = entry_of(said, "set");
        if (!edits || !edits->is_object() || edits->size() > 10000) return;
        for (const auto& [path, each] : edits->items()) {
            ParamValue edit;
            if (value_from(each, edit)) view.edits[path] = std::move(edit);
        }
    });
}

json comparison_of(const UiState& ui) {
    const Comparison& c = ui.comparison;
    json left_out = json::array();
    for (const RunId run : c.left_out) left_out.push_back(std::int64_t(run));
    return {{"left_out", left_out},
            {"sort", c.sort},
            {"falling", c.falling},
            {"folded", c.folded},
            {"axis", c.axis},
            {"sample", c.sample},
            {"direction", c.direction},
            {"cursor", c.cursor},
            {"chart", c.chart},
            {"log_chart", c.log_chart},
            {"raw_survival", c.raw_survival},
            {"factor", c.factor},
            {"width", c.width},
            {"first", std::int64_t(c.first)},
            {"second", std::int64_t(c.second)}};
}

void take_comparison(UiState& ui, const json& value, const RunOf& run_of) {
    if (!value.is_object()) return;
    Comparison& c = ui.comparison;
    const auto run = [&](const json* said) {
        std::int64_t number = 0;
        take(said, number, 0, 1e15);
        return number == 0 ? RunId::none : run_of(number);
    };
    if (const json* left_out = entry_of(value, "left_out");
        left_out && left_out->is_array() && left_out->size() <= kMostEntries) {
        c.left_out.clear();
        for (const json& each : *left_out)
            if (const RunId found = run(&each); found != RunId::none) c.left_out.insert(found);
    }
    take(entry_of(value, "sort"), c.sort);
    take(entry_of(value, "falling"), c.falling);
    take(entry_of(value, "folded"), c.folded);
    take(entry_of(value, "axis"), c.axis);
    take(entry_of(value, "sample"), c.sample, 0, kMostKeptSamples);
    take(entry_of(value, "direction"), c.direction, 0, kMostKeptDimensions);
    take(entry_of(value, "cursor"), c.cursor, -1000, 1000);
    take(entry_of(value, "chart"), c.chart);
    take(entry_of(value, "log_chart"), c.log_chart);
    take(entry_of(value, "raw_survival"), c.raw_survival);
    take(entry_of(value, "factor"), c.factor);
    take(entry_of(value, "width"), c.width, -kAnyKeptNumber, kAnyKeptNumber);
    c.first = run(entry_of(value, "first"));
    c.second = run(entry_of(value, "second"));
}

json shown_of(const UiState& ui) { return std::int64_t(ui.shown); }

void take_shown(UiState& ui, const json& value, const RunOf& run_of) {
    std::int64_t number = 0;
    take(&value, number, 0, 1e15);
    if (const RunId run = run_of(number); run != RunId::none) ui.shown = run;
}

}  // namespace

KeptField kept_shown_run() {
    return not_undone(field("shown", "the run shown", KeptScope::runs, shown_of, take_shown));
}

std::vector<KeptField> kept_run_fields() {
    const auto runs = KeptScope::runs;
    KeptField walks = field("walks", "the sliders of the walk", runs, walks_of, take_walks);
    walks.version = version_of_walks;
    return {
        std::move(walks),
        field("axes", "the axes of the map", runs, axes_of, take_axes),
        not_undone(field("cameras", "the view of the map", runs, cameras_of, take_cameras)),
        field("edits", "the settings of the next run", runs, edits_of, take_edits),
        field("comparison", "the choices of the comparison", runs, comparison_of, take_comparison),
    };
}

}  // namespace latent::app
