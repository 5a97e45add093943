// What survives the bottleneck, as lines over the widths: how much of each known factor the code
// tells, and from which width on. Thread: UI.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "export/csv.h"
#include "latent/comparison.h"
#include "panels/compare/charted_runs.h"

namespace latent::app {

// A factor survives where its probe gets at least half way from chance to what it gets from the raw
// samples.
constexpr double kSurvives = 0.5;

struct FactorReading {
    RunId run = RunId::none;
    double x = 0;
    double value = 0, chance = kUnknown, ceiling = kUnknown;  // accuracy or R^2
    double share = kUnknown;  // 0: as guessing, 1: as from the raw samples
    std::int64_t step = 0;
};

struct FactorLine {
    std::string id, label;  // "survival.glasses", "glasses"
    int colour = 0;         // by its place in the data, the same whatever the order
    std::vector<FactorReading> readings;
    std::vector<BandPoint> share, value;  // over the runs at each place
    double survives_from = kUnknown;      // the narrowest place from which on it does; NaN: lost
    bool survives() const { return survives_from == survives_from; }
};

// Of these runs, the earliest survivors first, what is lost last; empty before there is a result.
std::vector<FactorLine> survival_lines(PanelContext& context, const ChartedRuns& runs);

// "Skin tone and background survive at width 1; hair style needs 16; lost: earrings."
std::string survival_sentence(const ChartedRuns& runs, const std::vector<FactorLine>& lines);

// The reading whose faces are looked at: of the run whose place is the nearest to `x`; without a
// place (0), of the widest at which the factor was lost. Null where there is none.
const FactorReading* reading_near(const FactorLine& line, const ChartedRuns& runs, double x);

// The samples where a factor was lost, as the analysis left them; null where there are none.
struct LostSamples {
    const Samples* originals = nullptr;
    const Samples* outputs = nullptr;
};
LostSamples lost_samples(const AnalysisResult& result, const FactorLine& line);

CsvTable table_of(const ChartedRuns& runs, const std::vector<FactorLine>& lines);

}  // namespace latent::app
