// The open runs as they are in this frame: what is kept of all of them together is keyed by these
// (state/kept.h). Thread: UI.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "panels/panel.h"

namespace latent::app {

using OpenRuns = std::vector<std::pair<RunId, std::shared_ptr<const Snapshot>>>;

// In the order in which they were made; the list that the caller keeps is filled anew, so that its
// room is asked for once.
inline void look_at_runs(const Requests& requests, OpenRuns& open) {
    open.clear();
    for (const RunId run : requests.runs()) open.emplace_back(run, requests.snapshot_of(run));
}

}  // namespace latent::app
