// What the window looks like, whatever it shows: layout, colours, the choices of each panel.
#include "state/kept_writing.h"

namespace latent::app {
namespace {

using nlohmann::json;

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
    take(entry_of(value, "row"), choice.row, -1, kMostKeptDimensions);
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

json figures_place_of(const UiState& ui) { return {ui.figures_right, ui.figures_down}; }

void take_figures_place(UiState& ui, const json& value, const RunOf&) {
    if (!value.is_array() || value.size() != 2) return;
    take(&value[0], ui.figures_right, -1, 1);
    take(&value[1], ui.figures_down, -1, 1);
}

json theme_of(const UiState& ui) { return ui.theme == ThemeKind::night ? "night" : "paper"; }

void take_theme(UiState& ui, const json& value, const RunOf&) {
    if (value == "night") ui.theme = ThemeKind::night;
    if (value == "paper") ui.theme = ThemeKind::paper;
}

}  // namespace

std::vector<KeptField> kept_window_fields() {
    const auto window = KeptScope::window;
    return {
        not_undone(word("workspace", "the workspace", &UiState::workspace)),
        not_undone(field("tabs", "the tabs", window, tabs_of, take_tabs)),
        not_undone(words("open_folds", "the settings shown", &UiState::open_folds)),
        not_undone(flag("side_panels", "the side panels", &UiState::side_panels)),
        not_undone(field("figures", "the place of the figures", window, figures_place_of,
                         take_figures_place)),
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
    };
}

}  // namespace latent::app
