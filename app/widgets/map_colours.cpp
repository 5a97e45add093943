#include "widgets/map_colours.h"

#include <algorithm>
#include <cmath>

namespace latent::app {
namespace {

constexpr int kMostNames = 10;

// The factor's column in Probe::factors, or -1.
int factor_index(const DatasetInfo* data, const std::string& name) {
    if (!data) return -1;
    for (std::size_t f = 0; f < data->factors.size(); ++f)
        if (data->factors[f].name == name) return int(f);
    return -1;
}

bool has_factors(const CodeCloud& cloud, const DatasetInfo* data) {
    return cloud.probe && data && !data->factors.empty() &&
           cloud.probe->factors.size() >= data->factors.size() * std::size_t(cloud.count);
}

// One value a point and the names of the values.
struct Named {
    std::vector<int> values;  // [n]
    std::vector<std::string> names;
};

Named named_values(const CodeCloud& cloud, const DatasetInfo* data, const std::string& mode) {
    Named named;
    const auto count = std::size_t(cloud.count);
    if (mode == "class") {
        named.values.assign(cloud.probe->labels.begin(),
                            cloud.probe->labels.begin() + std::ptrdiff_t(count));
        if (data) named.names = data->class_names;
        const int most =
            named.values.empty() ? 0 : *std::max_element(named.values.begin(), named.values.end());
        for (int label = int(named.names.size()); label <= most; ++label)
            named.names.push_back("class " + std::to_string(label));
    } else if (mode == "split") {
        named.names = {"training", "held out"};
        named.values.assign(cloud.probe->held_out.begin(),
                            cloud.probe->held_out.begin() + std::ptrdiff_t(count));
    } else {
        const int factor = factor_index(data, mode);
        if (factor < 0) return named;
        const auto width = data->factors.size();
        for (std::size_t i = 0; i < count; ++i)
            named.values.push_back(cloud.probe->factors[i * width + std::size_t(factor)]);
        for (int value = 0; value < data->factors[std::size_t(factor)].count; ++value)
            named.names.push_back(mode + " " + std::to_string(value + 1));
    }
    return named;
}

ImU32 faded(ImU32 colour) { return (colour & ~IM_COL32_A_MASK) | (ImU32(28) << IM_COL32_A_SHIFT); }

void colour_by_name(MapColours& colours, const Named& named, const Theme& theme,
                    const std::set<int>& hidden, int emphasised) {
    for (std::size_t value = 0; value < named.names.size(); ++value)
        colours.entries.push_back(
            {int(value), named.names[value], theme.class_colour(int(value)), 0});
    for (std::size_t i = 0; i < named.values.size(); ++i) {
        const int value = named.values[i];
        if (value >= 0 && std::size_t(value) < colours.entries.size())
            ++colours.entries[std::size_t(value)].count;
        if (hidden.count(value)) {
            colours.points[i] = 0;
            colours.visible[i] = 0;
            continue;
        }
        const ImU32 colour = theme.class_colour(value);
        colours.points[i] = emphasised < 0 || emphasised == value ? colour : faded(colour);
    }
}

}  // namespace

std::vector<ColourMode> colour_modes(const CodeCloud& cloud, const DatasetInfo* data) {
    std::vector<ColourMode> modes;
    const auto count = std::size_t(cloud.count);
    if (cloud.probe && cloud.probe->labels.size() >= count) modes.push_back({"class", "class"});
    if (has_factors(cloud, data))
        for (const FactorInfo& factor : data->factors) modes.push_back({factor.name, factor.name});
    if (cloud.errors.size() >= count) modes.push_back({"error", "error"});
    if (cloud.probe && cloud.probe->held_out.size() >= count) modes.push_back({"split", "split"});
    return modes;
}

MapColours map_colours(const CodeCloud& cloud, const DatasetInfo* data, const Theme& theme,
                       const std::string& mode, const std::set<int>& hidden, int emphasised) {
    MapColours colours;
    colours.points.assign(std::size_t(cloud.count), theme.accent);
    colours.visible.assign(std::size_t(cloud.count), 1);
    const std::vector<ColourMode> modes = colour_modes(cloud, data);
    if (modes.empty()) return colours;
    colours.mode = modes.front().id;
    for (const ColourMode& offered : modes)
        if (offered.id == mode) colours.mode = mode;

    if (colours.mode == "error") {
        // The worst two per cent share the brightest colour. Samples whose error is not known are
        // grey.
        std::vector<float> known;
        for (int i = 0; i < cloud.count; ++i)
            if (std::isfinite(cloud.errors[std::size_t(i)]))
                known.push_back(cloud.errors[std::size_t(i)]);
        const auto at = known.begin() + std::ptrdiff_t(known.size() * 98 / 100);
        if (!known.empty()) std::nth_element(known.begin(), at, known.end());
        colours.high = known.empty() || !(*at > 0) ? 1 : double(*at);
        colours.quantity = "squared error";
        for (int i = 0; i < cloud.count; ++i) {
            const float error = cloud.errors[std::size_t(i)];
            colours.points[std::size_t(i)] = std::isfinite(error)
                                                 ? theme.sequential(error / float(colours.high))
                                                 : faded(theme.muted);
        }
        return colours;
    }
    const Named named = named_values(cloud, data, colours.mode);
    if (int(named.names.size()) <= kMostNames || colours.mode == "class") {
        colour_by_name(colours, named, theme, hidden, emphasised);
        return colours;
    }
    colours.high = double(named.names.size() - 1);
    colours.quantity = colours.mode;
    for (std::size_t i = 0; i < named.values.size(); ++i)
        colours.points[i] = theme.sequential(float(named.values[i]) / float(colours.high));
    return colours;
}

}  // namespace latent::app
