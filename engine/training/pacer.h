// When to look: observing aims at ten looks a second and must not cost more than a share of the
// time.
//
// A look of cost c is due once the share would stay below the limit with it:
//
//   spent + c <= limit (elapsed + c)         c: the larger of the last two looks' costs
//
// and at least `interval` seconds after the last one. The first look comes after `first` seconds at
// the latest, because a map that does not move looks broken; what it cost too much is then waited
// for. Times are of the run's clock (training + observing, in processor seconds), so that pauses
// neither count nor allow a burst of looks afterwards. Thread: one.
#pragma once

#include <algorithm>

namespace latent::training {

class Pacer {
 public:
    Pacer(double interval, double limit, double first)
        : interval_(interval), limit_(limit), first_(first) {}

    // Seconds spent on all observing so far, and on training and observing together.
    bool due(double elapsed, double spent) const {
        if (last_look_ == 0 && elapsed >= first_) return true;
        const double cost = std::max(last_cost_, cost_before_);
        return elapsed - last_look_ >= interval_ && spent + cost <= limit_ * (elapsed + cost);
    }

    // The run's clock begins anew; what a look costs is still known.
    void restart() { last_look_ = 0; }

    // What the look cost, and the clock behind it.
    void looked(double cost, double elapsed) {
        last_look_ = elapsed;
        cost_before_ = last_cost_;
        last_cost_ = cost;
    }

 private:
    double interval_, limit_, first_;
    double last_look_ = 0, last_cost_ = 0, cost_before_ = 0;
};

}  // namespace latent::training
