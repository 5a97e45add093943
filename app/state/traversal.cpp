#include "state/traversal.h"

#include <algorithm>
#include <cmath>

#include "state/groups.h"
#include "state/known_code.h"
#include "widgets/format.h"

namespace latent::app {
namespace {

constexpr float kWorthSaying = 0.1f, kStandsOut = 1.5f;

}  // namespace

Span span_of(const Direction& direction, TraversalRange range) {
    switch (range) {
        case TraversalRange::fixed:
            return {-3, 3};
        case TraversalRange::quantiles:
            return {direction.low, direction.high};
        case TraversalRange::sigma:
            break;
    }
    const float reach = direction.dead || !(direction.deviation > 0) ? 3 : 2 * direction.deviation;
    return {direction.mean - reach, direction.mean + reach};
}

SpanNames names_of(TraversalRange range) {
    switch (range) {
        case TraversalRange::fixed:
            return {"-3", "0", "+3"};
        case TraversalRange::quantiles:
            return {"0.5 %", "middle", "99.5 %"};
        case TraversalRange::sigma:
            break;
    }
    return {"-2 sd", "mean", "+2 sd"};
}

std::vector<float> origin_of(const TraversalChoice& choice, const Snapshot& snapshot,
                             const Selection& selection, int sample) {
    const CodeCloud* cloud = snapshot.cloud.get();
    if (!cloud || cloud->width <= 0) return {};
    const std::size_t k = std::size_t(cloud->width);
    switch (choice.origin) {
        case TraversalOrigin::zero:
            return std::vector<float>(k, 0.0f);
        case TraversalOrigin::mean: {
            std::vector<float> mean;
            if (snapshot.latents && snapshot.latents->dimensions.size() == k)
                for (const LatentDimension& each : snapshot.latents->dimensions)
                    mean.push_back(each.mean);
            return mean;
        }
        case TraversalOrigin::group: {
            const auto groups = groups_of(snapshot, selection);
            const NamedGroup* group = chosen_group(groups, choice.group, 0);
            return group ? mean_code(*cloud, samples_of(group->id, snapshot, selection))
                         : std::vector<float>{};
        }
        case TraversalOrigin::sample:
            break;
    }
    if (!has_code(*cloud, sample)) return {};
    return std::vector<float>(cloud->code(sample), cloud->code(sample) + cloud->width);
}

Traverse traverse(const Directions& directions, const std::vector<int>& rows,
                  const std::vector<float>& origin, TraversalRange range, int columns) {
    Traverse question;
    question.origin = origin;
    question.count = columns;
    for (const int row : rows) {
        const std::vector<float> v = directions.vector(row);
        question.directions.insert(question.directions.end(), v.begin(), v.end());
        const Span span = span_of(directions.at(row), range);
        const float here = directions.coordinate(row, origin.data());
        question.from.push_back(span.from - here);
        question.to.push_back(span.to - here);
    }
    return question;
}

Words moved_factor(const AnalysisResult* factors, int dimension) {
    const Matrix* matrix =
        factors && factors->problem.empty() ? factors->matrix("latent x factor") : nullptr;
    if (!matrix || matrix->values.size() < matrix->rows.size() * matrix->columns.size()) return "";
    const std::string name = "z" + std::to_string(dimension + 1);
    const auto row = std::find(matrix->rows.begin(), matrix->rows.end(), name);
    if (row == matrix->rows.end()) return "";
    float best = 0, next = 0;
    std::size_t which = 0;
    for (std::size_t f = 0; f < matrix->columns.size(); ++f) {
        const float value = matrix->value(std::size_t(row - matrix->rows.begin()), f);
        if (!std::isfinite(value)) continue;
        if (value > best) {
            next = best;
            best = value;
            which = f;
        } else {
            next = std::max(next, value);
        }
    }
    if (best < kWorthSaying || best < kStandsOut * next) return "";
    return Words("moves ") + matrix->columns[which] + " (" + fixed(double(best), 2) + ")";
}

}  // namespace latent::app
