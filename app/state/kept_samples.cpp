// What was chosen among the samples shown: the selection, groups, pins, filtered classes.
#include <algorithm>

#include "state/kept_writing.h"
#include "state/pin.h"

namespace latent::app {
namespace {

using nlohmann::json;

json stretches_of(
    const std::vector<int>& samples) {  // [first, count, first, count, ...], all rising
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
    if (!list || !list->is_array() || list->size() > 2 * kMostKeptSamples) return samples;
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
            {"samples", stretches_of(selected(selection))},
            {"isolated", selection.isolated}};
}

// False when it is of other data than those that are known to be shown.
bool take_data(Selection& selection, const json& value) {
    std::string data;
    int total = 0;
    take(entry_of(value, "data"), data);
    take(entry_of(value, "of"), total, 1, kMostKeptSamples);
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
        groups.push_back({{"name", group.name}, {"samples", stretches_of(group.samples)}});
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
    take(entry_of(value, "a"), ui.pinned, -1, kMostKeptSamples);
    take(entry_of(value, "b"), ui.second_pin, -1, kMostKeptSamples);
    // The walk goes from the sample that is pinned, or from the first, until somebody moves it.
    WalkState& walk = ui.view().walk;
    if (walk.touched) return;
    walk.sample = ui.pinned;
    walk.z.clear();
}

json hidden_classes_of(const UiState& ui) { return ui.hidden_classes; }

void take_hidden_classes(UiState& ui, const json& value, const RunOf&) {
    if (!value.is_array() || value.size() > kMostEntries) return;
    ui.hidden_classes.clear();
    for (const json& each : value) {
        int label = -1;
        take(&each, label, 0, kMostKeptSamples);
        if (label >= 0) ui.hidden_classes.insert(label);
    }
}

}  // namespace

std::vector<KeptField> kept_sample_fields() {
    const auto samples = KeptScope::samples;
    KeptField selection =
        field("selection", "the selection", samples, selection_of, take_selection);
    selection.version = [](const UiState& ui) { return ui.selection.version; };
    KeptField groups = field("groups", "the groups", samples, groups_of, take_groups);
    groups.version = [](const UiState& ui) { return ui.selection.groups_version; };
    return {
        std::move(selection),
        std::move(groups),
        field("pins", "the pins", samples, pins_of, take_pins),
        field("hidden_classes", "the classes shown", samples, hidden_classes_of,
              take_hidden_classes),
    };
}

}  // namespace latent::app
