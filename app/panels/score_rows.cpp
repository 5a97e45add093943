#include "panels/score_rows.h"

#include <algorithm>
#include <cctype>

namespace latent::app {
namespace {

// "X position" and "x_position" are one name.
std::string plain(std::string text) {
    for (char& c : text)
        c = c == ' ' || c == '-' ? '_' : char(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

}  // namespace

bool of_one_factor(const Figure& figure, const std::vector<FactorInfo>& factors) {
    const std::string id = plain(figure.id);
    return std::any_of(factors.begin(), factors.end(), [&](const FactorInfo& factor) {
        const std::string end = "_" + plain(factor.name);
        return id.size() > end.size() && id.compare(id.size() - end.size(), end.size(), end) == 0;
    });
}

std::vector<ScoreRow> score_rows(PanelContext& context) {
    std::vector<ScoreRow> rows;
    const DatasetInfo* data = context.snapshot.data.get();
    Analyses parts = of_family(context.catalog, "disentanglement");
    // The dear ones last: when one of them is measured, the others keep their colours.
    std::stable_partition(parts.begin(), parts.end(), [](const PartInfo* p) { return !p->dear; });
    for (const PartInfo* part : parts) {
        if (part->id == kFactorMatrix || !objection(*part, context.snapshot).empty()) continue;
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
