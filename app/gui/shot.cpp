#include "gui/shot.h"

#include <stdexcept>

namespace latent::app {
namespace {

constexpr int kFramesAtRest = 4;  // popups and child windows take a frame or two to find their size
constexpr double kMostSeconds = 8.0;     // then it is taken as it is
constexpr double kMostMeasuring = 60.0;  // the same while scores of that step are being measured

bool shows(const Snapshot& snapshot, std::int64_t step) {
    return snapshot.cloud && snapshot.cloud->step == step && snapshot.reconstructions &&
           snapshot.reconstructions->step == step &&
           (!snapshot.latents || snapshot.latents->step == step);
}

}  // namespace

bool Shot::trained(const Snapshot& snapshot, Lab& lab, RunId run) {
    if (snapshot.state == RunState::failed || snapshot.state == RunState::diverged)
        throw std::runtime_error(snapshot.message.empty() ? "The run failed." : snapshot.message);
    const std::int64_t at = snapshot.progress.step;
    if (at > step_)
        throw std::runtime_error("The run went past step " + std::to_string(step_) + " to " +
                                 std::to_string(at) + ".");
    if (at == step_) return snapshot.state != RunState::running && shows(snapshot, step_);
    // A run that comes to its planned end first is trained on. Orders given while the data loads
    // are kept for later.
    const bool at_rest = snapshot.state != RunState::running;
    if (asked_for_ < 0 || (at_rest && at > asked_for_)) {
        lab.post(run, TrainSteps{step_ - at});
        asked_for_ = at;
    }
    return false;
}

bool Shot::settled(const Snapshot& snapshot, const LabRequests& requests, Lab& lab, RunId run,
                   bool still, bool measuring, double now) {
    if (!trained(snapshot, lab, run)) return false;
    if (arrived_ < 0) arrived_ = now;
    const bool at_rest = still && requests.all_answered(step_);
    frames_at_rest_ = at_rest ? frames_at_rest_ + 1 : 0;
    return frames_at_rest_ >= kFramesAtRest ||
           now - arrived_ > (measuring ? kMostMeasuring : kMostSeconds);
}

}  // namespace latent::app
