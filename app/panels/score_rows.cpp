#include "panels/score_rows.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace latent::app {
namespace {

// "X position" and "x_position" are one name.
char plain(char c) {
    return c == ' ' || c == '-' ? '_' : char(std::tolower(static_cast<unsigned char>(c)));
}

}  // namespace

bool of_one_factor(const Figure& figure, const std::vector<FactorInfo>& factors) {
    const std::string_view id = figure.id;
    return std::any_of(factors.begin(), factors.end(), [&](const FactorInfo& factor) {
        const std::string_view name = factor.name;
        if (id.size() < name.size() + 2) return false;
        const std::string_view end = id.substr(id.size() - name.size());
        return plain(id[id.size() - name.size() - 1]) == '_' &&
               std::equal(end.begin(), end.end(), name.begin(),
                          [](char a, char b) { return plain(a) == plain(b); });
    });
}

ScoreRows score_rows(PanelContext& context) {
    ScoreRows rows;
    const DatasetInfo* data = context.snapshot.data.get();
    const Analyses parts = of_family(context.catalog, "disentanglement");
    // The dear ones last: when one of them is measured, the others keep their colours.
    for (const bool dear : {false, true})
        for (const PartInfo* part : parts) {
            if (part->dear != dear || part->id == kFactorMatrix ||
                !objection(*part, context.snapshot).empty())
                continue;
            const Measured state = measured(context, part->id);
            const std::size_t before = rows.size();
            if (const AnalysisResult* found = state.found())
                for (const Figure& figure : found->figures)
                    if (!data || !of_one_factor(figure, data->factors))
                        rows.push_back({part, state, &figure, int(rows.size())});
            if (rows.size() == before) rows.push_back({part, state, nullptr, int(rows.size())});
        }
    return rows;
}

}  // namespace latent::app
