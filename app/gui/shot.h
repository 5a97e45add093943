// `--shot`: trains a run to exactly one step and says when what the window shows of it has come to
// rest. Thread: UI.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "gui/lab_requests.h"
#include "latent/lab.h"

namespace latent::app {

class Shot {
 public:
    explicit Shot(std::int64_t step) : step_(step) {}

    // After a frame was drawn: `still` when no panel asked for another one. True when the picture
    // can be taken. While `measuring`, scores of that step are waited for, longer than for anything
    // else. Throws std::runtime_error with a sentence when the run cannot get to that step.
    bool settled(const Snapshot& snapshot, const LabRequests& requests, Lab& lab, RunId run,
                 bool still, bool measuring, double now);

 private:
    bool trained(const Snapshot& snapshot, Lab& lab, RunId run);

    std::int64_t step_;
    std::int64_t asked_for_ = -1;  // step at which training was last ordered
    double arrived_ = -1;
    int frames_at_rest_ = 0;
};

}  // namespace latent::app
