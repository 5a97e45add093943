#include "state/measuring.h"

#include <algorithm>
#include <iterator>

#include "widgets/in_place.h"

namespace latent::app {
namespace {

bool is_complete(const AnalysisResult& result) { return result.done || !result.problem.empty(); }

}  // namespace

void Measuring::see(RunId run, std::int64_t step, bool training) {
    Seen& seen = seen_[run];
    if (step != seen.step || training)
        for (auto& [key, entry] : entries_) {
            if (key.first != run) continue;
            entry.at_rest = entry.in_vain = false;
            if (step >= seen.step) continue;
            entry.refused = false;
            if (entry.last && entry.last->step > step) entry.of_before = entry.last->version;
        }
    seen = {step, training};
}

Measured Measuring::look(RunId run, const std::string& id,
                         std::shared_ptr<const AnalysisResult> newest, double now) {
    Entry& entry = entry_of(entries_, run, id);
    const bool complete = newest && is_complete(*newest);
    if (complete) {
        if (entry.waits && newest->version != entry.before) {
            entry.waits = false;
            entry.ended_at = now;
            const double cost = newest->seconds > 0 ? newest->seconds : now - entry.asked_at;
            // The time it took itself was no rest from those before it in the batch.
            if (entry.of_itself)
                rest_until_ = std::max(rest_until_ + cost, now) + cost * (1 / kShare - 1);
            entry.in_vain = entry.at_rest && entry.last && entry.last->step == newest->step &&
                            entry.last->version != entry.of_before;
        }
        entry.last = newest;
    }
    entry.busy = entry.waits || (newest && !complete);
    Measured measured;
    measured.last = entry.last;
    measured.busy = entry.busy;
    measured.cancelled = entry.refused;
    if (entry.busy && newest && !complete) measured.running = newest;
    // One that was asked for elsewhere was so long enough ago.
    if (entry.busy) measured.since = entry.waits ? now - entry.asked_at : kPatience;
    measured.of_before =
        entry.last && entry.of_before != 0 && entry.of_before == entry.last->version;
    return measured;
}

void Measuring::asked(RunId run, const std::string& id, double now) {
    Entry& entry = entry_of(entries_, run, id);
    entry.asked_at = now;
    entry.before = entry.last ? entry.last->version : 0;
    entry.waits = entry.busy = true;
    entry.of_itself = entry.refused = false;
    const auto seen = seen_.find(run);
    entry.at_rest = seen != seen_.end() && !seen->second.training;
}

void Measuring::cancelled(RunId run, const std::string& id) {
    Entry& entry = entry_of(entries_, run, id);
    entry.waits = entry.busy = entry.of_itself = false;
    entry.refused = true;
}

void Measuring::forget(RunId run) {
    seen_.erase(run);
    for (auto entry = entries_.begin(); entry != entries_.end();)
        entry = entry->first.first == run ? entries_.erase(entry) : std::next(entry);
}

void Measuring::wish(RunId run, const std::string& id, const Freshness& freshness, double now) {
    if (now != wished_at_) {
        earlier_.swap(wishes_);
        wishes_.clear();
        wished_at_ = now;
    }
    static_cast<void>(entry_of(entries_, run, id));
    Wish& wish = wishes_.one_more();
    wish.id = id;
    wish.freshness = freshness;
}

bool Measuring::stale(RunId run, const Wish& wish) const {
    const auto found = entries_.find(named_of(run, wish.id));
    const auto seen = seen_.find(run);
    if (found == entries_.end() || seen == seen_.end()) return false;
    const Entry& entry = found->second;
    if (entry.busy || entry.refused) return false;
    if (!entry.last) return true;
    if (entry.of_before == entry.last->version) return true;
    const std::int64_t moved = seen->second.step - entry.last->step;
    const bool still = !seen->second.training;
    if (moved == 0 || (still && entry.in_vain)) return false;
    return moved < 0 || moved >= wish.freshness.steps || (still && wish.freshness.sparing);
}

double Measuring::wait_for(RunId run, const Wish& wish, double now) const {
    if (!stale(run, wish)) return -1;
    const Entry& entry = entries_.find(named_of(run, wish.id))->second;
    if (!entry.last) return 0;
    const bool still = !seen_.at(run).training;
    const double apart = !entry.last->problem.empty() ? kRetry
                         : still                      ? kStill
                                                      : wish.freshness.seconds;
    double from = entry.ended_at + apart;
    if (wish.freshness.sparing && !still) from = std::max(from, rest_until_);
    return std::max(0.0, from - now);
}

Measuring::Due Measuring::due(RunId run, double now) {
    Few<const Wish*, 48> wishes;
    for (const Wish& wish : wishes_) wishes.push_back(&wish);
    for (const Wish& old : earlier_)
        if (std::none_of(wishes.begin(), wishes.end(),
                         [&](const Wish* wish) { return wish->id == old.id; }))
            wishes.push_back(&old);
    Due due;
    const Wish* next = nullptr;
    std::int64_t oldest = 0;
    for (const Wish* each : wishes) {
        const Wish& wish = *each;
        const auto found = entries_.find(named_of(run, wish.id));
        if (found != entries_.end() && found->second.busy) return {};  // one at a time
        const double wait = wait_for(run, wish, now);
        if (wait < 0) continue;
        due.wait = due.wait < 0 ? wait : std::min(due.wait, wait);
        // The one whose result is the oldest, and first of all those without any.
        const std::int64_t step = found->second.last ? found->second.last->step : -1;
        if (wait == 0 && (!next || step < oldest)) next = &wish, oldest = step;
    }
    if (!next) return due;
    // With it all that are stale and spare the training alike, unless there is nothing yet to be
    // fresher than: then those that may be asked for anyway.
    const bool first = oldest < 0;
    std::vector<const Wish*> batch{next};
    for (const Wish* each : wishes) {
        const Wish& wish = *each;
        if (&wish == next || !next->freshness.sparing || !(wish.freshness == next->freshness))
            continue;
        const Entry& entry = entries_.find(named_of(run, wish.id))->second;
        const bool answerable = !entry.last || entry.last->problem.empty();
        if (wait_for(run, wish, now) == 0 || (!first && answerable && stale(run, wish)))
            batch.push_back(&wish);
    }
    for (const Wish* wish : batch) {
        due.ids.push_back(wish->id);
        asked(run, wish->id, now);
        entry_of(entries_, run, wish->id).of_itself = wish->freshness.sparing;
    }
    return due;
}

bool Measuring::catching_up(RunId run) const {
    const auto seen = seen_.find(run);
    if (seen == seen_.end() || seen->second.training) return false;
    for (const auto* wishes : {&wishes_, &earlier_})
        for (const Wish& wish : *wishes) {
            const auto found = entries_.find(named_of(run, wish.id));
            if (found == entries_.end() || !wish.freshness.sparing) continue;
            const Entry& entry = found->second;
            if (entry.refused) continue;
            if (entry.busy || !entry.last ||
                (entry.last->problem.empty() && !entry.in_vain &&
                 entry.last->step != seen->second.step))
                return true;
        }
    return false;
}

}  // namespace latent::app
