#include "state/selection.h"

#include <algorithm>

#include "state/known_code.h"

namespace latent::app {

void follow_data(Selection& selection, const std::string& data, int total) {
    if (data.empty()) return;  // not known yet: what was selected may well be of it
    const bool sized = total < 0 || selection.total <= 0 || selection.total == total;
    if (selection.data == data && sized) {
        if (total > 0) selection.total = total;
        return;
    }
    const std::uint64_t version = selection.version, groups = selection.groups_version;
    selection = {};
    selection.data = data;
    selection.total = std::max(0, total);
    selection.version = version + 1;
    selection.groups_version = groups + 1;
}

void select(Selection& selection, int total, const std::vector<int>& samples, bool add) {
    if (!add || int(selection.chosen.size()) != total)
        selection.chosen.assign(std::size_t(total), 0);
    for (int sample : samples)
        if (sample >= 0 && sample < total) selection.chosen[std::size_t(sample)] = 1;
    selection.count = int(std::count(selection.chosen.begin(), selection.chosen.end(), 1));
    ++selection.version;
    if (selection.count == 0) clear(selection);
}

void invert(Selection& selection, int total) {
    if (int(selection.chosen.size()) != total) selection.chosen.assign(std::size_t(total), 0);
    for (std::uint8_t& chosen : selection.chosen) chosen = !chosen;
    selection.count = int(std::count(selection.chosen.begin(), selection.chosen.end(), 1));
    ++selection.version;
    if (selection.count == 0) clear(selection);
}

void clear(Selection& selection) {
    selection.chosen.clear();
    selection.count = 0;
    selection.isolated = false;
    ++selection.version;
}

void isolate(Selection& selection, bool alone) {
    selection.isolated = alone && selection.count > 0;
    ++selection.version;
}

void save_group(Selection& selection) {
    if (selection.count == 0) return;
    for (int i = 0;; ++i) {
        const std::string name =
            i < 26 ? std::string("group ") + char('A' + i) : "group " + std::to_string(i + 1);
        const bool taken = std::any_of(selection.groups.begin(), selection.groups.end(),
                                       [&](const Group& group) { return group.name == name; });
        if (taken) continue;
        selection.groups.push_back({name, selected(selection)});
        ++selection.groups_version;
        return;
    }
}

void remove_group(Selection& selection, std::size_t group) {
    if (group >= selection.groups.size()) return;
    selection.groups.erase(selection.groups.begin() + std::ptrdiff_t(group));
    ++selection.groups_version;
}

bool rename_group(Selection& selection, std::size_t group, const std::string& name) {
    if (group >= selection.groups.size() || name.find_first_not_of(" \t") == std::string::npos)
        return false;
    for (std::size_t other = 0; other < selection.groups.size(); ++other)
        if (other != group && selection.groups[other].name == name) return false;
    selection.groups[group].name = name;
    ++selection.groups_version;
    return true;
}

std::vector<int> selected(const Selection& selection) {
    std::vector<int> samples;
    for (std::size_t i = 0; i < selection.chosen.size(); ++i)
        if (selection.chosen[i]) samples.push_back(int(i));
    return samples;
}

std::vector<float> mean_code(const CodeCloud& cloud, const std::vector<int>& samples) {
    std::vector<double> sum(std::size_t(cloud.width), 0.0);
    std::size_t count = 0;
    for (int sample : samples) {
        if (!has_code(cloud, sample)) continue;
        const float* code = cloud.code(sample);
        for (int j = 0; j < cloud.width; ++j) sum[std::size_t(j)] += double(code[j]);
        ++count;
    }
    std::vector<float> mean;
    if (count == 0) return mean;
    for (double each : sum) mean.push_back(float(each / double(count)));
    return mean;
}

}  // namespace latent::app
