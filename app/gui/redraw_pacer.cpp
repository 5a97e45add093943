#include "gui/redraw_pacer.h"

#include <algorithm>
#include <limits>

namespace latent::app {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kAtIt = 0.4;  // seconds after an input during which the user waits for its effect
constexpr double kFastest = 1.0 / 60;  // between frames that nobody asked for
// Frames after an input: at once (twice, for hover), then when tooltips and cards with a delay
// would open.
constexpr double kSettling[] = {0, 0, 0.1, 0.15, 0.3};
constexpr int kSettlingFrames = int(sizeof kSettling / sizeof *kSettling);

}  // namespace

RedrawPacer::RedrawPacer(bool software_renderer, double share)
    : software_(software_renderer), share_(share) {}

void RedrawPacer::by(double time, double wanted, FrameCause cause) {
    due_ = std::min(due_, time);
    if (wanted >= wanted_) return;
    wanted_ = wanted;
    cause_ = cause;
}

bool RedrawPacer::user_is_at_it(double now) const { return now - last_input_ < kAtIt; }

double RedrawPacer::paced(double now) const {
    if (last_started_ < 0) return now;
    if (user_is_at_it(now)) return std::max(now, last_started_ + kFastest);
    const double interval = software_ ? std::max(kFastest, cost_ / share_) : kFastest;
    return std::max(now, last_started_ + interval);
}

void RedrawPacer::input(double now) {
    last_input_ = now;
    settling_ = kSettlingFrames;
    by(now, now, FrameCause::input);
}

void RedrawPacer::news(double now) { by(paced(now), now, FrameCause::news); }

void RedrawPacer::redraw_within(double now, double seconds, FrameCause cause) {
    const double wanted = now + std::max(0.0, seconds);
    by(std::max(wanted, paced(now)), wanted, cause);
}

void RedrawPacer::hold(double now, double seconds) { due_ = now + seconds; }

void RedrawPacer::frame_drawn(double started, double ended) {
    const double cost = ended - started;
    cost_ = last_started_ < 0 ? cost : cost_ + (cost - cost_) * 0.2;
    last_started_ = started;
    due_ = wanted_ = kNever;
    cause_ = FrameCause::nothing;
    if (settling_ > 0) {
        const double again = ended + kSettling[kSettlingFrames - settling_--];
        by(again, again, FrameCause::input);
    }
}

double RedrawPacer::wait(double now, double most) const {
    return std::clamp(due_ - now, 0.0, most);
}

}  // namespace latent::app
