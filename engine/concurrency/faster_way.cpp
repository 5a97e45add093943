#include "concurrency/faster_way.h"

#include <algorithm>

namespace latent::concurrency {
namespace {

// A stretch that is compared: long enough for the turns that a scheduler takes (4 ms each on many a
// system) to even out, which long repetitions do by themselves.
constexpr int kLaps = 4;
constexpr double kSeconds = 0.06, kLong = 0.2;

constexpr double kSoonest = 1, kLatest = 8;  // seconds from one trial to the next
constexpr double kShareOfTrials = 0.06;      // of all time, at most
constexpr double kBetter = 0.97;             // less is chance
constexpr double kClearlyWorse = 1.15;
constexpr double kSlow = 1.25;         // times as long as usual
constexpr int kSlowOnes = 3;           // stretches in a row: a single one may be a moment's stall
constexpr double kAfterAChange = 0.3;  // seconds from the last trial, then

}  // namespace

void FasterWay::took(double seconds) {
    since_ += seconds;
    if (turned_) {  // the first one after a turn finds sleeping threads and cold memory
        turned_ = false;
        return;
    }
    ++recent_.laps;
    recent_.seconds += seconds;
    if (recent_.seconds < kSeconds || (recent_.laps < kLaps && recent_.seconds < kLong)) return;
    const double each = recent_.each();
    recent_ = {};
    if (trying_) return decide(each);

    if (usual_ == 0) usual_ = each;
    const bool slow = each > kSlow * usual_;
    slow_ones_ = slow ? slow_ones_ + 1 : 0;
    if (!slow) usual_ += (each - usual_) / 4;
    const bool changed = slow_ones_ >= kSlowOnes && since_ > kAfterAChange;
    if (changed) usual_ = each;
    if (!changed && since_ < until_) return;
    trying_ = true;
    slow_ones_ = 0;
    since_ = 0;
    turn();
}

void FasterWay::decide(double other) {
    const bool clearly_worse = other > kClearlyWorse * usual_;
    until_ = clearly_worse ? std::clamp(2 * until_, kSoonest, kLatest) : kSoonest;
    until_ = std::max(until_, since_ / kShareOfTrials);
    trying_ = false;
    since_ = 0;
    if (other < kBetter * usual_)
        usual_ = other;
    else
        turn();
}

void FasterWay::turn() {
    second_ = !second_;
    turned_ = true;
}

}  // namespace latent::concurrency
