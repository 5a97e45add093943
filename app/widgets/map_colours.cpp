#include "widgets/map_colours.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <tuple>
#include <utility>

namespace latent::app {
namespace {

constexpr int kMostNames = 10;
const char* const kCode = "code ";
const char* const kDirection = "direction ";

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

Named named_values(const CodeCloud& cloud, const DatasetInfo* data, const std::string& mode,
                   const ColourSources& sources) {
    Named named;
    const auto count = std::size_t(cloud.count);
    if (mode == "cluster") {
        if (!sources.clusters || sources.clusters->size() < count) return named;
        named.values.assign(sources.clusters->begin(),
                            sources.clusters->begin() + std::ptrdiff_t(count));
        const int most =
            named.values.empty() ? 0 : *std::max_element(named.values.begin(), named.values.end());
        for (int cluster = 0; cluster <= most; ++cluster)
            named.names.push_back("cluster " + std::to_string(cluster + 1));
    } else if (mode == "class") {
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
    colours.values = named.values;
    for (std::size_t value = 0; value < named.names.size(); ++value)
        colours.entries.push_back(
            {int(value), named.names[value], named_colour(theme, int(value)), 0});
    for (std::size_t i = 0; i < named.values.size(); ++i) {
        const int value = named.values[i];
        if (value >= 0 && std::size_t(value) < colours.entries.size())
            ++colours.entries[std::size_t(value)].count;
        if (hidden.count(value)) {
            colours.points[i] = 0;
            colours.visible[i] = 0;
            continue;
        }
        const ImU32 colour = value < 0 ? theme.muted : named_colour(theme, value);
        colours.points[i] = emphasised < 0 || emphasised == value ? colour : faded(colour);
    }
}

// N of "code N", or -1.
int index_behind(const std::string& mode, const std::string& word) {
    if (mode.compare(0, word.size(), word) != 0) return -1;
    char* end = nullptr;
    const long index = std::strtol(mode.c_str() + word.size(), &end, 10);
    return *end || end == mode.c_str() + word.size() || index < 0 ? -1 : int(index);
}

bool has_direction(const LatentStats* stats, int direction, int width) {
    return stats && direction >= 0 && std::size_t(direction) < stats->principal.size() &&
           int(stats->principal[std::size_t(direction)].direction.size()) == width;
}

// Whether a cloud can be coloured so.
bool is_answered(const CodeCloud& cloud, const DatasetInfo* data, const std::string& mode,
                 const LatentStats* stats) {
    if (const int d = index_behind(mode, kCode); d >= 0) return d < cloud.width;
    if (const int d = index_behind(mode, kDirection); d >= 0)
        return has_direction(stats, d, cloud.width);
    const auto modes = colour_modes(cloud, data);
    return std::any_of(modes.begin(), modes.end(), [&](const auto& m) { return m.id == mode; });
}

// The ends of what is coloured, without the outermost share on each side.
std::pair<float, float> ends_of(std::vector<float> values, double share) {
    values.erase(std::remove_if(values.begin(), values.end(),
                                [](float value) { return !std::isfinite(value); }),
                 values.end());
    if (values.empty()) return {0.0f, 1.0f};
    const auto cut = std::ptrdiff_t(double(values.size() - 1) * share);
    std::nth_element(values.begin(), values.begin() + cut, values.end());
    const float low = values[std::size_t(cut)];
    std::nth_element(values.begin(), values.end() - 1 - cut, values.end());
    return {low, values[values.size() - 1 - std::size_t(cut)]};
}

void colour_by_number(MapColours& colours, const Theme& theme, const std::vector<float>& values) {
    const float span = std::max(1e-12f, float(colours.high - colours.low));
    for (std::size_t i = 0; i < values.size(); ++i)
        colours.points[i] = std::isfinite(values[i])
                                ? theme.sequential((values[i] - float(colours.low)) / span)
                                : faded(theme.muted);
}

void colour_by_error(MapColours& colours, const CodeCloud& cloud, const Theme& theme) {
    // The worst two per cent share the brightest colour. Samples whose error is not known are grey.
    const float high = ends_of(cloud.errors, 0.02).second;
    colours.low = 0;
    colours.high = high > 0 ? double(high) : 1;
    colours.quantity = "squared error";
    colour_by_number(colours, theme, cloud.errors);
}

void colour_by_code(MapColours& colours, const CodeCloud& cloud, const LatentStats* stats,
                    const Theme& theme) {
    std::vector<float> values(std::size_t(cloud.count));
    const int dimension = index_behind(colours.mode, kCode),
              along = index_behind(colours.mode, kDirection);
    for (int i = 0; i < cloud.count; ++i) {
        float& value = values[std::size_t(i)];
        if (dimension >= 0) {
            value = cloud.code(i)[dimension];
            continue;
        }
        const std::vector<float>& direction = stats->principal[std::size_t(along)].direction;
        value = 0;
        for (int j = 0; j < cloud.width; ++j) {
            const float mean = std::size_t(j) < stats->dimensions.size()
                                   ? stats->dimensions[std::size_t(j)].mean
                                   : 0;
            value += (cloud.code(i)[j] - mean) * direction[std::size_t(j)];
        }
    }
    const auto [low, high] = ends_of(values, 0.005);
    colours.low = double(low);
    colours.high = double(high);
    colours.quantity = (dimension >= 0 ? code_mode(dimension) : direction_mode(along)).label;
    colour_by_number(colours, theme, values);
}

// What is not selected steps back, or goes.
void show_selection(MapColours& colours, const Selection* selection) {
    if (!selection || selection->count == 0 || selection->chosen.size() != colours.points.size())
        return;
    for (std::size_t i = 0; i < colours.points.size(); ++i) {
        if (selection->chosen[i] || !colours.visible[i]) continue;
        if (selection->isolated)
            colours.points[i] = colours.visible[i] = 0;
        else
            colours.points[i] = faded(colours.points[i]);
    }
}

}  // namespace

ImU32 named_colour(const Theme& theme, int value) {
    const ImU32 colour = theme.class_colour(value);
    if (value < kMostNames) return colour;
    const ImVec4 full = ImGui::ColorConvertU32ToFloat4(colour),
                 ground = ImGui::ColorConvertU32ToFloat4(theme.surface);
    constexpr float kPale = 0.45f;
    return ImGui::ColorConvertFloat4ToU32(ImVec4(full.x + (ground.x - full.x) * kPale,
                                                 full.y + (ground.y - full.y) * kPale,
                                                 full.z + (ground.z - full.z) * kPale, 1));
}

ColourMode code_mode(int dimension) {
    return {kCode + std::to_string(dimension), "z" + std::to_string(dimension + 1)};
}

ColourMode direction_mode(int direction) {
    return {kDirection + std::to_string(direction), "PC" + std::to_string(direction + 1)};
}

std::vector<int> renumbered(const std::vector<int>& before, std::vector<int> now) {
    if (before.size() != now.size()) return now;
    std::map<std::pair<int, int>, int> shared;
    for (std::size_t i = 0; i < now.size(); ++i)
        if (before[i] >= 0 && now[i] >= 0) ++shared[{before[i], now[i]}];
    std::vector<std::tuple<int, int, int>> pairs;  // shared samples, old, new
    for (const auto& [pair, count] : shared) pairs.emplace_back(count, pair.first, pair.second);
    std::sort(pairs.rbegin(), pairs.rend());
    const int count = now.empty() ? 0 : *std::max_element(now.begin(), now.end()) + 1;
    std::vector<int> number(std::size_t(std::max(0, count)), -1);
    std::set<int> taken;
    for (const auto& [samples, was, is] : pairs)
        if (was < count && number[std::size_t(is)] < 0 && taken.insert(was).second)
            number[std::size_t(is)] = was;
    int next = 0;
    for (int& each : number) {
        if (each >= 0) continue;
        while (taken.count(next)) ++next;
        taken.insert(each = next);
    }
    for (int& cluster : now)
        if (cluster >= 0) cluster = number[std::size_t(cluster)];
    return now;
}

std::vector<ColourMode> colour_modes(const CodeCloud& cloud, const DatasetInfo* data) {
    std::vector<ColourMode> modes;
    const auto count = std::size_t(cloud.count);
    if (cloud.probe && cloud.probe->labels.size() >= count) modes.push_back({"class", "class"});
    if (has_factors(cloud, data))
        for (const FactorInfo& factor : data->factors) modes.push_back({factor.name, factor.name});
    if (cloud.errors.size() >= count) modes.push_back({"error", "error"});
    if (cloud.probe && cloud.probe->held_out.size() >= count) modes.push_back({"split", "split"});
    modes.push_back({"cluster", "cluster"});
    return modes;
}

MapColours map_colours(const CodeCloud& cloud, const DatasetInfo* data, const Theme& theme,
                       const std::string& mode, const std::set<int>& hidden, int emphasised,
                       const ColourSources& sources) {
    MapColours colours;
    colours.points.assign(std::size_t(cloud.count), theme.accent);
    colours.visible.assign(std::size_t(cloud.count), 1);
    colours.mode =
        is_answered(cloud, data, mode, sources.stats) ? mode : colour_modes(cloud, data)[0].id;
    if (colours.mode == "error") {
        colour_by_error(colours, cloud, theme);
    } else if (index_behind(colours.mode, kCode) >= 0 ||
               index_behind(colours.mode, kDirection) >= 0) {
        colour_by_code(colours, cloud, sources.stats, theme);
    } else {
        const Named named = named_values(cloud, data, colours.mode, sources);
        if (int(named.names.size()) <= kMostNames || colours.mode == "class" ||
            colours.mode == "cluster") {
            colour_by_name(colours, named, theme, hidden, emphasised);
        } else {
            colours.high = double(named.names.size() - 1);
            colours.quantity = colours.mode;
            for (std::size_t i = 0; i < named.values.size(); ++i)
                colours.points[i] = theme.sequential(float(named.values[i]) / float(colours.high));
        }
    }
    show_selection(colours, sources.selection);
    colours.faint = std::any_of(colours.points.begin(), colours.points.end(), [](ImU32 colour) {
        const ImU32 alpha = colour >> IM_COL32_A_SHIFT;
        return alpha > 0 && alpha < 255;
    });
    return colours;
}

}  // namespace latent::app
