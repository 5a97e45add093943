#include "analysis/trend.h"

#include <algorithm>
#include <cmath>

namespace latent::analysis {
namespace {

// Every second point, the last one among them.
void thin(Series& series) {
    std::size_t kept = 0;
    for (std::size_t i = (series.steps.size() + 1) % 2; i < series.steps.size(); i += 2, ++kept) {
        series.steps[kept] = series.steps[i];
        series.values[kept] = series.values[i];
    }
    series.steps.resize(kept);
    series.values.resize(kept);
}

}  // namespace

void Trend::add(const AnalysisResult& result, const std::shared_ptr<const void>& training) {
    if (!result.done || !result.problem.empty()) return;
    if (training != training_ || result.step < last_step_) series_.clear();
    training_ = training;
    last_step_ = result.step;
    for (const Figure& figure : result.figures) {
        if (!std::isfinite(figure.value)) continue;
        auto found = std::find_if(series_.begin(), series_.end(),
                                  [&](const Series& series) { return series.id == figure.id; });
        if (found == series_.end()) {
            Series fresh;
            fresh.id = figure.id;
            fresh.label = figure.label;
            found = series_.insert(series_.end(), std::move(fresh));
        }
        if (!found->steps.empty() && found->steps.back() == result.step) {
            found->values.back() = float(figure.value);
            continue;
        }
        found->steps.push_back(result.step);
        found->values.push_back(float(figure.value));
        if (found->steps.size() > kMostPoints) thin(*found);
    }
}

}  // namespace latent::analysis
