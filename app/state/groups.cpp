#include "state/groups.h"

#include <algorithm>
#include <cstdlib>

namespace latent::app {
namespace {

constexpr int kFewValues = 6;  // of a factor, to be offered one by one

bool begins_with(const std::string& text, const char* beginning) {
    return text.rfind(beginning, 0) == 0;
}

}  // namespace

std::vector<NamedGroup> groups_of(const Snapshot& snapshot, const Selection& selection) {
    std::vector<NamedGroup> groups;
    for (const Group& group : selection.groups)
        groups.push_back({"group:" + group.name, group.name});
    const Probe* probe = snapshot.cloud ? snapshot.cloud->probe.get() : nullptr;
    if (!probe || !snapshot.data) return groups;
    const DatasetInfo& data = *snapshot.data;
    if (!probe->labels.empty())
        for (std::size_t c = 0; c < data.class_names.size(); ++c)
            groups.push_back({"class:" + std::to_string(c), data.class_names[c]});
    if (!probe->factors.empty())
        for (std::size_t f = 0; f < data.factors.size(); ++f)
            if (data.factors[f].count <= kFewValues)
                for (int v = 0; v < data.factors[f].count; ++v)
                    groups.push_back({"factor:" + std::to_string(f) + ":" + std::to_string(v),
                                      data.factors[f].name + " " + std::to_string(v + 1)});
    return groups;
}

std::vector<int> samples_of(const std::string& id, const Snapshot& snapshot,
                            const Selection& selection) {
    if (begins_with(id, "group:")) {
        for (const Group& group : selection.groups)
            if (id == "group:" + group.name) return group.samples;
        return {};
    }
    std::vector<int> samples;
    const Probe* probe = snapshot.cloud ? snapshot.cloud->probe.get() : nullptr;
    if (!probe) return samples;
    const auto gather = [&](const std::vector<int>& values, std::size_t stride, std::size_t column,
                            int wanted) {
        for (std::size_t i = 0; stride > 0 && i * stride + column < values.size(); ++i)
            if (values[i * stride + column] == wanted) samples.push_back(int(i));
    };
    if (begins_with(id, "class:")) gather(probe->labels, 1, 0, std::atoi(id.c_str() + 6));
    if (begins_with(id, "factor:") && snapshot.data) {
        const auto colon = id.find(':', 7);
        if (colon != std::string::npos)
            gather(probe->factors, snapshot.data->factors.size(),
                   std::size_t(std::max(0, std::atoi(id.c_str() + 7))),
                   std::atoi(id.c_str() + colon + 1));
    }
    return samples;
}

const NamedGroup* chosen_group(const std::vector<NamedGroup>& groups, const std::string& id,
                               std::size_t otherwise) {
    for (const NamedGroup& group : groups)
        if (group.id == id) return &group;
    return otherwise < groups.size() ? &groups[otherwise] : nullptr;
}

}  // namespace latent::app
