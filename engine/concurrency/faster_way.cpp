#include "concurrency/faster_way.h"

#include <algorithm>

namespace latent::concurrency {
namespace {

// A stretch that is compared: long enough for the turns that a scheduler takes (4 ms each on many a
// system) to even out.
constexpr int kLaps = 4;
constexpr double kSeconds = 0.06;

constexpr double kSoonest = 1, kLatest = 8;  // seconds from one trial to the next
constexpr double kShareOfTrials = 0.06;      // of all time at most, for long repetitions
constexpr double kBetter = 0.97;             // less is chance
constexpr double kClearlyWorse = 1.15;
constexpr double kChanged = 1.25;      // slower than usual by so much
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
    if (recent_.laps < kLaps || recent_.seconds < kSeconds) return;
    const double each = recent_.each(), together = recent_.seconds;
    recent_ = {};
    if (trying_) return decide(each);

    if (usual_ == 0) usual_ = each;
    const bool changed = each > kChanged * usual_ && since_ > kAfterAChange;
    usual_ += (each - usual_) / 4;
    if (changed) usual_ = each;
    if (changed || since_ >= std::max(until_, together / kShareOfTrials)) {
        trying_ = true;
        turn();
    }
}

void FasterWay::decide(double other) {
    trying_ = false;
    since_ = 0;
    until_ = other > kClearlyWorse * usual_ ? std::clamp(2 * until_, kSoonest, kLatest) : kSoonest;
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
