// What the user has chosen about many runs at once: which are compared, and the one sample, cursor
// and step that all of them share.
//
// Thread: UI.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "latent/lab.h"

namespace latent::app {

struct Comparison {
    std::set<RunId> left_out;  // runs that have no column and no point in the charts
    std::string sort;          // id of the column that the list of runs is sorted by; "": as made
    bool falling = false;
    std::set<std::string> folded;     // groups whose runs are not listed one by one
    std::string axis = "code.width";  // path of the setting that charts run along

    // Shared by all columns: a sample of the probe (held-out), what the mouse is over, and the walk
    // through the latent space: along principal direction `direction`, `cursor` deviations from the
    // sample's code.
    int sample = 0;
    int hovered = -1;
    int direction = 0;
    float cursor = 0;
    // In this frame, the panel under the mouse has used the arrow keys: the step slider leaves them.
    bool took_arrows = false;

    std::string chart;          // id of the chart over all runs; "": the first there is
    bool log_chart = false;     // its values on a logarithmic scale
    bool raw_survival = false;  // accuracies and R^2 as they are, not between chance and raw pixels

    std::string factor;  // whose survival is looked at; "": none
    double width = 0;    // where the width slider stands, in units of the axis; 0: the first run
    RunId first = RunId::none, second = RunId::none;  // whose dimensions are matched; none: chosen
                                                      // by the panel
};

}  // namespace latent::app
