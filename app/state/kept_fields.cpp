#include "state/kept_fields.h"

#include <string_view>
#include <utility>

#include "state/kept_json.h"
#include "state/pin.h"

namespace latent::app {
namespace {

using nlohmann::json;

constexpr double kMostSamples = 10000000;  // of a probe
constexpr double kMostDimensions = 1000000;
constexpr double kAnyNumber = 1e30;

// A field from what writes and reads JSON.
template <class Write, class Read>
KeptField field(const char* id, const char* name, KeptScope scope, Write write, Read read) {
    KeptField made;
    made.id = id;
    made.name = name;
    made.scope = scope;
    made.write = [write](const UiState& ui) {
        return write(ui).dump(-1, ' ', false, json::error_handler_t::replace);
    };
    made.read = [read](UiState& ui, const std::string& text, const RunOf& run_of) {
        const json value = parsed(text);
        if (!value.is_discarded()) read(ui, value, run_of);
    };
    return made;
}

KeptField not_undone(KeptField made) {
    made.undoable = false;
    return made;
}

// A plain member of UiState.
KeptField flag(const char* id, const char* name, bool UiState::*member) {
    return field(
        id, name, KeptScope::window, [member](const UiState& ui) { return json(ui.*member); },
        [member](UiState& ui, const json& value, const RunOf&) { take(&value, ui.*member); });
}
KeptField word(const char* id, const char* name, std::string UiState::*member) {
    return field(
        id, name, KeptScope::window, [member](const UiState& ui) { return json(ui.*member); },
        [member](UiState& ui, const json& value, const RunOf&) { take(&value, ui.*member); });
}
KeptField words(const char* id, const char* name, std::set<std::string> UiState::*member) {
    return field(
        id, name, KeptScope::window, [member](const UiState& ui) { return json(ui.*member); },
        [member](UiState& ui, const json& value, const RunOf&) { take(&value, ui.*member); });
}

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

// ---- samples

json runs_of(const std::vector<int>& samples) {  // [first, count, first, count, ...], all rising
    json list = json::array();
    for (std::size_t i = 0; i < samples.size();) {
        std::size_t end = i + 1;
        while (end < samples.size() && samples[end] == samples[end - 1] + 1) ++end;
        list.push_back(samples[i]);
        list.push_back(int(end - i));
        i = end;
    }
    return list;
}

std::vector<int> samples_from(const json* list, int total) {
    std::vector<int> samples;
    if (!list || !list->is_array() || list->size() > 2 * kMostSamples) return samples;
    for (std::size_t i = 0; i + 1 < list->size(); i += 2) {
        int first = -1, count = 0;
        take(&(*list)[i], first, 0, total - 1);
        take(&(*list)[i + 1], count, 0, total);
        if (first < 0 || (!samples.empty() && first <= samples.back())) continue;
        for (int sample = first; sample < std::min(total, first + count); ++sample)
            samples.push_back(sample);
    }
    return samples;
}

json selection_of(const UiState& ui) {
    const Selection& selection = ui.selection;
    if (selection.count == 0) return nullptr;
    return {{"data", selection.data},
            {"of", selection.total > 0 ? selection.total : int(selection.chosen.size())},
            {"samples", runs_of(selected(selection))},
            {"isolated", selection.isolated}};
}

// False when it is of other data than those that are known to be shown.
bool take_data(Selection& selection, const json& value) {
    std::string data;
    int total = 0;
    take(entry_of(value, "data"), data);
    take(entry_of(value, "of"), total, 1, kMostSamples);
    if (total <= 0) return false;
    if (selection.data.empty()) {
        selection.data = data;
        selection.total = total;
    }
    return selection.data == data && selection.total == total;
}

void take_selection(UiState& ui, const json& value, const RunOf&) {
    Selection& selection = ui.selection;
    clear(selection);
    if (!take_data(selection, value)) return;
    const std::vector<int> samples = samples_from(entry_of(value, "samples"), selection.total);
    if (samples.empty()) return;
    select(selection, selection.total, samples);
    bool alone = false;
    take(entry_of(value, "isolated"), alone);
    isolate(selection, alone);
}

json groups_of(const UiState& ui) {
    if (ui.selection.groups.empty()) return nullptr;
    json groups = json::array();
    for (const Group& group : ui.selection.groups)
        groups.push_back({{"name", group.name}, {"samples", runs_of(group.samples)}});
    return {{"data", ui.selection.data}, {"of", ui.selection.total}, {"groups", groups}};
}

void take_groups(UiState& ui, const json& value, const RunOf&) {
    Selection& selection = ui.selection;
    selection.groups.clear();
    ++selection.groups_version;
    const json* groups = entry_of(value, "groups");
    if (!groups || !groups->is_array() || groups->size() > 10000 || !take_data(selection, value))
        return;
    for (const json& each : *groups) {
        Group group;
        take(entry_of(each, "name"), group.name);
        group.samples = samples_from(entry_of(each, "samples"), selection.total);
        if (!group.name.empty() && !group.samples.empty())
            selection.groups.push_back(std::move(group));
    }
}

json pins_of(const UiState& ui) {
    if (ui.pinned < 0) return nullptr;
    return {{"data", ui.selection.data}, {"a", ui.pinned}, {"b", ui.second_pin}};
}

void take_pins(UiState& ui, const json& value, const RunOf&) {
    unpin(ui);
    std::string data;
    take(entry_of(value, "data"), data);
    if (!ui.selection.data.empty() && data != ui.selection.data) return;
    take(entry_of(value, "a"), ui.pinned, -1, kMostSamples);
    take(entry_of(value, "b"), ui.second_pin, -1, kMostSamples);
    // The walk goes from the sample that is pinned, or from the first, until somebody moves it.
    WalkState& walk = ui.view().walk;
    if (walk.touched) return;
    walk.sample = ui.pinned;
    walk.z.clear();
}

// ---- runs

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
            take(&(*codes)[j], z[j], -kAnyNumber, kAnyNumber);
        take(entry_of(said, "sample"), walk.sample, -1, kMostSamples);
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
        take(entry_of(said, "x"), camera.x_axis, 0, kMostDimensions);
        take(entry_of(said, "y"), camera.y_axis, -1, kMostDimensions);
        take(entry_of(said, "x_direction"), camera.x_direction, 0, kMostDimensions);
        take(entry_of(said, "y_direction"), camera.y_direction, 0, kMostDimensions);
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
        take(entry_of(said, "x"), x, -kAnyNumber, kAnyNumber);
        take(entry_of(said, "y"), y, -kAnyNumber, kAnyNumber);
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
    take(entry_of(value, "sample"), c.sample, 0, kMostSamples);
    take(entry_of(value, "direction"), c.direction, 0, kMostDimensions);
    take(entry_of(value, "cursor"), c.cursor, -1000, 1000);
    take(entry_of(value, "factor"), c.factor);
    take(entry_of(value, "width"), c.width, -kAnyNumber, kAnyNumber);
    c.first = run(entry_of(value, "first"));
    c.second = run(entry_of(value, "second"));
}

json shown_of(const UiState& ui) { return std::int64_t(ui.shown); }

void take_shown(UiState& ui, const json& value, const RunOf& run_of) {
    std::int64_t number = 0;
    take(&value, number, 0, 1e15);
    if (const RunId run = run_of(number); run != RunId::none) ui.shown = run;
}

// ---- the window

json splits_of(const UiState& ui) {
    json all = json::object();
    for (const auto& [workspace, at] : ui.splits)
        all[workspace] = {at.left, at.right, at.bottom, at.within_right, at.within_bottom};
    return all;
}

void take_splits(UiState& ui, const json& value, const RunOf&) {
    if (!value.is_object() || value.size() > 100) return;
    ui.splits.clear();
    for (const auto& [workspace, said] : value.items()) {
        if (!said.is_array() || said.size() != 5) continue;
        Splits at;
        float* const shares[] = {&at.left, &at.right, &at.bottom, &at.within_right,
                                 &at.within_bottom};
        for (std::size_t i = 0; i < 5; ++i) take(&said[i], *shares[i], 0.02, 0.98);
        ui.splits[workspace] = at;
    }
}

json tabs_of(const UiState& ui) { return ui.tabs; }

void take_tabs(UiState& ui, const json& value, const RunOf&) {
    if (!value.is_object() || value.size() > 1000) return;
    ui.tabs.clear();
    for (const auto& [place, panel] : value.items()) take(&panel, ui.tabs[place]);
}

json map_of(const UiState& ui) {
    return {{"colour", ui.map_colour},
            {"overlays", ui.map.overlays},
            {"clusters", ui.map.clusters},
            {"perplexity", ui.map.embedding.perplexity},
            {"align_trails", ui.map.align_trails},
            {"decoded_thumbnails", ui.map.decoded_thumbnails}};
}

void take_map(UiState& ui, const json& value, const RunOf&) {
    take(entry_of(value, "colour"), ui.map_colour);
    take(entry_of(value, "overlays"), ui.map.overlays);
    take(entry_of(value, "clusters"), ui.map.clusters, 2, 20);
    take(entry_of(value, "perplexity"), ui.map.embedding.perplexity, 5, 100);
    take(entry_of(value, "align_trails"), ui.map.align_trails);
    take(entry_of(value, "decoded_thumbnails"), ui.map.decoded_thumbnails);
}

json walking_of(const UiState& ui) {
    return {{"raw_axes", ui.walk.raw_axes},   {"active_only", ui.walk.active_only},
            {"order", int(ui.walk.order)},    {"attribute", ui.path.attribute},
            {"spherical", ui.path.spherical}, {"overshoot", ui.path.overshoot},
            {"from", ui.path.from},           {"to", ui.path.to}};
}

void take_walking(UiState& ui, const json& value, const RunOf&) {
    take(entry_of(value, "raw_axes"), ui.walk.raw_axes);
    take(entry_of(value, "active_only"), ui.walk.active_only);
    take_one_of(entry_of(value, "order"), ui.walk.order, 3);
    take(entry_of(value, "attribute"), ui.path.attribute);
    take(entry_of(value, "spherical"), ui.path.spherical);
    take(entry_of(value, "overshoot"), ui.path.overshoot);
    take(entry_of(value, "from"), ui.path.from);
    take(entry_of(value, "to"), ui.path.to);
}

json traversals_of(const UiState& ui) {
    const TraversalChoice& choice = ui.traversals;
    return {{"principal", choice.principal},        {"order", int(choice.order)},
            {"origin", int(choice.origin)},         {"group", choice.group},
            {"range", int(choice.range)},           {"large", choice.large},
            {"row", choice.large ? choice.row : -1}};
}

void take_traversals(UiState& ui, const json& value, const RunOf&) {
    TraversalChoice& choice = ui.traversals;
    take(entry_of(value, "principal"), choice.principal);
    take_one_of(entry_of(value, "order"), choice.order, 3);
    take_one_of(entry_of(value, "origin"), choice.origin, 4);
    take(entry_of(value, "group"), choice.group);
    take_one_of(entry_of(value, "range"), choice.range, 3);
    take(entry_of(value, "large"), choice.large);
    take(entry_of(value, "row"), choice.row, -1, kMostDimensions);
}

json drawing_of(const UiState& ui) {
    return {{"brush", ui.draw.brush},
            {"inverted", ui.draw.inverted},
            {"centred", ui.draw.centred ? json(*ui.draw.centred) : json()}};
}

void take_drawing(UiState& ui, const json& value, const RunOf&) {
    take(entry_of(value, "brush"), ui.draw.brush, 0, 64);
    take(entry_of(value, "inverted"), ui.draw.inverted);
    const json* centred = entry_of(value, "centred");
    if (!centred || !centred->is_boolean())
        ui.draw.centred.reset();
    else
        ui.draw.centred = centred->get<bool>();
}

json scores_of(const UiState& ui) {
    return {{"matrix_by_factor", ui.scores.matrix_by_factor},
            {"dear_by_itself", ui.scores.dear_by_itself},
            {"own_scale", ui.scores.own_scale},
            {"curves", ui.scores.curves},
            {"focused", ui.scores.focused}};
}

void take_scores(UiState& ui, const json& value, const RunOf&) {
    take(entry_of(value, "matrix_by_factor"), ui.scores.matrix_by_factor);
    take(entry_of(value, "dear_by_itself"), ui.scores.dear_by_itself);
    take(entry_of(value, "own_scale"), ui.scores.own_scale);
    take(entry_of(value, "focused"), ui.scores.focused);
    const json* curves = entry_of(value, "curves");
    if (!curves || !curves->is_object() || curves->size() > 1000) return;
    ui.scores.curves.clear();
    for (const auto& [figure, shown] : curves->items())
        if (shown.is_boolean()) ui.scores.curves[figure] = shown.get<bool>();
}

json field_of(const UiState& ui) {
    return {{"colour", ui.field.colour}, {"arrows", ui.field.arrows}, {"flow", ui.field.flow}};
}

void take_field(UiState& ui, const json& value, const RunOf&) {
    take(entry_of(value, "colour"), ui.field.colour);
    take(entry_of(value, "arrows"), ui.field.arrows);
    take(entry_of(value, "flow"), ui.field.flow);
}

json theme_of(const UiState& ui) { return ui.theme == ThemeKind::night ? "night" : "paper"; }

void take_theme(UiState& ui, const json& value, const RunOf&) {
    if (value == "night") ui.theme = ThemeKind::night;
    if (value == "paper") ui.theme = ThemeKind::paper;
}

json hidden_classes_of(const UiState& ui) { return ui.hidden_classes; }

void take_hidden_classes(UiState& ui, const json& value, const RunOf&) {
    if (!value.is_array() || value.size() > kMostEntries) return;
    ui.hidden_classes.clear();
    for (const json& each : value) {
        int label = -1;
        take(&each, label, 0, kMostSamples);
        if (label >= 0) ui.hidden_classes.insert(label);
    }
}

std::vector<KeptField> all_fields() {
    const auto window = KeptScope::window, samples = KeptScope::samples, runs = KeptScope::runs;
    KeptField selection =
        field("selection", "the selection", samples, selection_of, take_selection);
    selection.version = [](const UiState& ui) { return ui.selection.version; };
    KeptField groups = field("groups", "the groups", samples, groups_of, take_groups);
    groups.version = [](const UiState& ui) { return ui.selection.groups_version; };
    KeptField walks = field("walks", "the sliders of the walk", runs, walks_of, take_walks);
    walks.version = version_of_walks;
    return {
        not_undone(word("workspace", "the workspace", &UiState::workspace)),
        not_undone(field("tabs", "the tabs", window, tabs_of, take_tabs)),
        not_undone(words("open_folds", "the settings shown", &UiState::open_folds)),
        not_undone(flag("side_panels", "the side panels", &UiState::side_panels)),
        field("theme", "the colours of the window", window, theme_of, take_theme),
        field("splits", "the layout", window, splits_of, take_splits),
        field("map", "the choices of the map", window, map_of, take_map),
        words("hidden_series", "the curves shown", &UiState::hidden_series),
        word("check", "the check shown", &UiState::check),
        flag("sorted_code", "the order of the code", &UiState::sorted_code),
        flag("log_curves", "the scale of the curves", &UiState::log_curves),
        flag("worst_first", "the order of the reconstructions", &UiState::worst_first),
        field("walking", "the choices of the walk", window, walking_of, take_walking),
        field("traversals", "the choices of the traversals", window, traversals_of,
              take_traversals),
        field("drawing", "the choices of the drawing", window, drawing_of, take_drawing),
        field("scores", "the choices of the scores", window, scores_of, take_scores),
        field("field", "the choices of the field", window, field_of, take_field),
        not_undone(field("shown", "the run shown", runs, shown_of, take_shown)),
        std::move(selection),
        std::move(groups),
        field("pins", "the pins", samples, pins_of, take_pins),
        field("hidden_classes", "the classes shown", samples, hidden_classes_of,
              take_hidden_classes),
        std::move(walks),
        field("axes", "the axes of the map", runs, axes_of, take_axes),
        not_undone(field("cameras", "the view of the map", runs, cameras_of, take_cameras)),
        field("edits", "the settings of the next run", runs, edits_of, take_edits),
        field("comparison", "the choices of the comparison", runs, comparison_of, take_comparison),
    };
}

}  // namespace

const std::vector<KeptField>& kept_fields() {
    static const std::vector<KeptField> all = all_fields();
    return all;
}

const std::vector<std::string>& KeptTexts::of(const UiState& ui) {
    const std::vector<KeptField>& fields = kept_fields();
    const bool first = texts_.empty();
    texts_.resize(fields.size());
    versions_.resize(fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const std::uint64_t version = fields[i].version ? fields[i].version(ui) : 0;
        if (!first && fields[i].version && version == versions_[i]) continue;
        texts_[i] = fields[i].write(ui);
        versions_[i] = version;
    }
    return texts_;
}

}  // namespace latent::app
