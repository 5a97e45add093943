// One row for any parameter, made from its ParamSpec alone: a slider, a switch, a list or a text.
//
//   * learning rate  live ?        0.001      * marks a value that was changed; right-click takes
//   it back;
//                                             "new run" stands in place of "live" while an edit
//                                             waits for one
//   ------------o---------------------       live while dragged; Ctrl-click, or a click on the
//   value, types
//
// Thread: UI.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "latent/param_spec.h"
#include "state/ui_state.h"
#include "widgets/picker.h"
#include "widgets/theme.h"

namespace latent::app {

struct ParameterRow {
    std::string path;  // tells one row from the other
    ParamSpec spec;
    ParamValue value;
    ParamValue usual;                  // what a right-click goes back to
    bool waiting = false;              // edited for the next run
    std::string label = {};            // in place of the spec's
    std::vector<Choice> choices = {};  // kind == choice: in place of the bare ids
};

// What the mouse makes of a number: the value at `share` of the track, whole for integers, else
// with three digits.
ParamValue value_at(const ParamSpec& spec, double share);
// And back. Anything but a number is at 0.
double share_of(const ParamSpec& spec, const ParamValue& value);

// Takes the rows of the layout that it needs. The new value, in every frame in which the user
// changes it.
std::optional<ParamValue> edit_parameter(const Theme& theme, const ParameterRow& row,
                                         TypedText& typed);

}  // namespace latent::app
