// The runs that are compared, as every chart over them sees them: where each stands along the axis,
// its colour and its name, and what was measured of it. Thread: UI.
#pragma once

#include <imgui.h>

#include <memory>
#include <string>
#include <vector>

#include "latent/comparison.h"
#include "panels/panel.h"
#include "widgets/point_chart.h"

namespace latent::app {

struct ChartedRun {
    RunId id = RunId::none;
    std::shared_ptr<const Snapshot> snapshot;
    std::string name;
    ImU32 colour = 0;
    double x = 0;  // along the axis: the setting's value, or the number of its name
    bool finished = false;
    // Runs that differ in the axis and in their seed alone are of one group: a line with a band.
    int group = 0;
};

struct ChartedRuns {
    std::vector<ChartedRun> runs;  // in the order in which they were made
    PlaceAxis axis;
    std::string path;  // of the setting that the axis is of
    int groups = 0;
    bool by_width() const { return path == "code.width"; }
    const ChartedRun* find(RunId id) const;
    // The places that there are, rising.
    std::vector<double> places() const;
};

// Those on the same data as the run shown that are not left out (Comparison); none without one.
ChartedRuns charted_runs(const PanelContext& context);

// "width 8", "seed 1", "Variational autoencoder": a place of the axis in words.
std::string place_text(const ChartedRuns& runs, double x);

// True where the two learn from and are tried on the same samples.
bool same_data(const Snapshot& a, const Snapshot& b);

// The colour of a run in every panel: the one it was given, otherwise that of its place.
ImU32 run_colour(const Theme& theme, const Snapshot& snapshot, int place);

// The newest complete result that says something, or null.
std::shared_ptr<const AnalysisResult> found(PanelContext& context, RunId run,
                                            const std::string& analysis);

// In every frame in which these are needed of all runs, those of `of_data` of any: asks for them in
// turn (state/comparing.h). What the catalog does not have is not asked for.
void keep_measured(PanelContext& context, const ChartedRuns& runs,
                   const std::vector<std::string>& analyses,
                   const std::vector<std::string>& of_data = {});

// "measuring width 8" or "".
std::string measuring_text(const PanelContext& context, const ChartedRuns& runs);

// A figure of a result as it is there; NaN where it is not.
double figure_of(const AnalysisResult* result, const std::string& id);

}  // namespace latent::app
