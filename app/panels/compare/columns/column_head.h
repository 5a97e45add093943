// What stands above the columns: a line of what differs between their runs, and each run's name, state
// and step. Thread: UI.
#pragma once

#include "panels/compare/compared_runs.h"

namespace latent::app {

// "What differs: latent width    the same: system, data, ..."
void differing_line(const Theme& theme, const ComparedRuns& compared, int runs);

// Name and state. A click shows the run in the other panels. `seen`: the codes that its column shows,
// which may be of an earlier step; null where there are none.
void column_head(PanelContext& context, const ComparedRun& run, const CodeCloud* seen, ImVec2 at,
                 ImVec2 size);

}  // namespace latent::app
