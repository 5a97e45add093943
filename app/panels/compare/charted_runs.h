// The runs that are compared, as every chart over them sees them: where each stands along the axis,
// its colour and its name, and what was measured of it. Thread: UI.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "latent/comparison.h"
#include "panels/open_runs.h"
#include "panels/panel.h"
#include "state/kept.h"
#include "widgets/in_place.h"
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
    std::uint64_t version = 0;  // another one wherever anything here is another: a key
    bool by_width() const { return path == "code.width"; }
    const ChartedRun* find(RunId id) const;
    // The places that there are, rising.
    std::vector<double> places() const;
};

// Those on the same data as the run shown that are not left out (Comparison); none without one.
ChartedRuns charted_runs(const PanelContext& context);

// The same, kept while no run and no choice is another one.
class KeptRuns {
 public:
    const ChartedRuns& look(const PanelContext& context);

 private:
    OpenRuns open_;
    Kept<ChartedRuns, OpenRuns, std::shared_ptr<const RunConfig>, std::string, std::set<RunId>,
         ThemeKind>
        runs_;
};

// "width 8", "seed 1", "Variational autoencoder": a place of the axis in words.
std::string place_text(const ChartedRuns& runs, double x);

// True where the two learn from and are tried on the same samples.
bool same_data(const Snapshot& a, const Snapshot& b);

// The colour of a run in every panel: the one it was given, otherwise that of its place.
ImU32 run_colour(const Theme& theme, const Snapshot& snapshot, int place);

// The newest complete result that says something, or null.
std::shared_ptr<const AnalysisResult> found(PanelContext& context, RunId run,
                                            const std::string& analysis);

// A number that is another one whenever one of these results of one of the runs is: a key for what
// is made of them.
class ResultsVersion {
 public:
    std::uint64_t look(PanelContext& context, const ChartedRuns& runs,
                       std::initializer_list<const std::vector<std::string>*> analyses);

 private:
    std::vector<std::shared_ptr<const AnalysisResult>> now_, before_;
    std::uint64_t version_ = 0;
};

// In every frame in which these are needed of all runs, those of `of_data` of any: asks for them in
// turn (state/comparing.h). What the catalog does not have is not asked for.
void keep_measured(PanelContext& context, const ChartedRuns& runs,
                   const std::vector<std::string>& analyses,
                   const std::vector<std::string>& of_data = {});

// "measuring width 8" or "".
Words measuring_text(const PanelContext& context, const ChartedRuns& runs);

// A figure of a result as it is there; NaN where it is not.
double figure_of(const AnalysisResult* result, const std::string& id);

}  // namespace latent::app
