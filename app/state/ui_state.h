// What the user has chosen in the window: selection, pins, slider values, settings. Plain values,
// UI thread only.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "latent/lab.h"
#include "latent/run_config.h"
#include "state/comparing.h"
#include "state/comparison.h"
#include "state/drawing.h"
#include "state/explore_choices.h"
#include "state/map_state.h"
#include "state/measuring.h"
#include "state/run_list.h"
#include "state/scores_view.h"
#include "state/selection.h"
#include "state/sweep_draft.h"
#include "widgets/map_camera.h"
#include "widgets/theme.h"

namespace latent::app {

// What the walk's sliders hold, for a run.
struct WalkState {
    std::vector<float> z;  // [k]; empty until codes are known
    int sample = -1;       // index into the probe whose code z started from; -1: none
    bool touched = false;  // the user moved a slider since the sample was chosen
};

// A live setting that was sent to the trainer: shown until the snapshot says so too, or until it is
// clear that it never will.
struct SentValue {
    ParamValue value;
    double until = 0;
};

// Codes that a panel wants to be seen on the latent map, under a name of its own ("path", "drawn"):
// points, or a line through them in order.
struct MapMark {
    std::vector<float> codes;  // [m, k]
    bool line = false;
    std::string label;
};

struct RunView {
    MapCamera camera;
    std::map<std::string, MapMark> marks;
    WalkState walk;
    int focused_dimension = -1;  // of the code, looked at in another panel; -1: none
    std::map<std::string, ParamValue>
        edits;  // settings of the next run, by path, collected until it is started
    std::set<std::string> removed_terms;    // that the next run does without
    std::map<std::string, SentValue> sent;  // by path
    std::string wanted_data;  // chosen, but the system does not accept it: what to do is offered
    bool waits() const { return !edits.empty() || !removed_terms.empty(); }
};

// A workspace as the bar on top names it.
struct WorkspaceName {
    std::string id, label;
};

// Where the lines between the panels of a workspace stand.
struct Splits {
    float left = 0.20f, right = 0.27f, bottom = 0.24f;  // shares of the window
    float within_right = 0.52f;   // share of the right column that its upper panel has
    float within_bottom = 0.27f;  // share of the window that the right panel of the strip has
};

// A value being typed into a slider.
struct TypedText {
    std::string path, text;
    bool wants_focus = false;
};

// What the field panel shows.
struct FieldView {
    std::string colour = "length";  // id of the quantity shown as colour
    bool arrows = true, flow = true;
};

struct UiState {
    RunId shown = RunId::none;                // the run in the Explore workspace
    std::vector<WorkspaceName> workspaces;    // all there are
    std::string workspace;                    // id of the one shown; "": the first
    std::map<std::string, std::string> tabs;  // by the first panel of a place: the one shown there
    std::set<std::string> open_folds;         // headings whose settings are shown
    std::string check;                        // id of the analysis looked at; "": the first
    std::map<RunId, RunView> views;
    int pinned = -1;      // probe sample clicked
    int second_pin = -1;  // the other end of the path, Ctrl-clicked
    Selection selection;
    MapState map;
    std::string map_colour;  // id of a ColourMode (widgets/map_colours.h); "": the first there is
    std::set<int> hidden_classes;  // filtered out by clicks in the legend
    std::set<std::string> hidden_series;
    bool sorted_code = true;  // code panel: the largest first, for wide codes
    WalkChoice walk;
    PathChoice path;
    TraversalChoice traversals;
    bool log_curves = false;
    bool worst_first = false;    // reconstructions sorted by error
    bool side_panels = true;     // Tab
    bool show_keys = false;      // F1
    bool show_figures = false;   // F3: what the window measures of itself
    bool save_figures = false;   // Ctrl+F3: in this frame
    // Where they were dragged to, of the room that they leave at their left and above; -1: nowhere.
    float figures_right = -1, figures_down = -1;
    bool show_kept = false;      // Ctrl+O: the runs that were kept
    bool confirm_reset = false;  // R asked
    DrawView draw;
    FieldView field;
    ThemeKind theme = ThemeKind::paper;
    std::map<std::string, Splits> splits;  // of the workspaces whose lines were dragged, by id
    Measuring measuring;
    ScoresView scores;
    Comparison comparison;
    RunListView run_list;
    SweepDraft sweep;
    Comparing comparing;
    std::int64_t past_step = -1;  // the step that all panels look back at; -1: now
    TypedText typed;
    std::int64_t dragged_width =
        0;               // of the code, while the hourglass's waist is held; otherwise 0
    std::string notice;  // one sentence in the status bar, until `notice_until`
    double notice_until = 0;
    std::string busy;  // what is waited for, in a sentence; "": nothing

    RunView& view() { return views[shown]; }
};

}  // namespace latent::app
