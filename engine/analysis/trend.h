// What an analysis found each time it was made of one run: every figure against the step.
//
// Thread: one at a time.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "latent/analysis.h"

namespace latent::analysis {

class Trend {
 public:
    // Points of a figure that are kept; past that every second one goes.
    static constexpr std::size_t kMostPoints = 2000;

    // Joins the figures of a finished result; those that are not finite leave a gap. A result of the
    // same step replaces the last one. It starts anew when the steps go back, or when `training` is
    // another object than before: a run that was reset trains another net from step 0.
    void add(const AnalysisResult& result, const std::shared_ptr<const void>& training);

    const std::vector<Series>& series() const { return series_; }

 private:
    std::vector<Series> series_;
    std::shared_ptr<const void> training_;
    std::int64_t last_step_ = -1;
};

}  // namespace latent::analysis
