// Runs as they were at an earlier step, kept from frame to frame: panels tell what is new by the
// versions of its parts, so the same look must be the same object every time.
//
// Thread: UI.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "latent/lab.h"
#include "latent/timeline.h"

namespace latent::app {

class LookingBack {
 public:
    // `now` as it was at its last frame at or before the step; `now` itself where `step` is below
    // zero (nobody looks back) or nothing was kept of the run. What goes on meanwhile, its curves,
    // its state, its config, is that of `now`.
    std::shared_ptr<const Snapshot> look(RunId run, std::shared_ptr<const Snapshot> now,
                                         std::int64_t step);

    // Lets go of what is kept of runs that are no longer there.
    void keep_only(const std::vector<RunId>& runs);

 private:
    struct Look {
        std::shared_ptr<const Frame> frame;
        std::shared_ptr<const Snapshot> now;   // what it was made from
        std::shared_ptr<const Snapshot> then;  // and what it looked like at the frame
    };
    std::map<RunId, Look> looks_;
};

}  // namespace latent::app
