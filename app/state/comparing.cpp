#include "state/comparing.h"

#include <algorithm>
#include <iterator>

namespace latent::app {
namespace {

bool is_complete(const AnalysisResult& result) { return result.done || !result.problem.empty(); }

}  // namespace

const Comparing::Run* Comparing::run_of(RunId id) const {
    for (const Run& run : runs_)
        if (run.id == id) return &run;
    return nullptr;
}

void Comparing::see(const Runs& runs) {
    for (const Run& run : runs) {
        const Run* before = run_of(run.id);
        if (!before || before->step == run.step) continue;
        for (auto& [key, entry] : entries_) {
            if (key.first != run.id) continue;
            entry.vain = false;
            if (run.step < before->step && entry.last && entry.last->step > run.step)
                entry.of_before = entry.last->version;
        }
    }
    runs_ = runs;
    for (auto entry = entries_.begin(); entry != entries_.end();)
        entry = run_of(entry->first.first) ? std::next(entry) : entries_.erase(entry);
}

std::shared_ptr<const AnalysisResult> Comparing::look(RunId run, const std::string& id,
                                                      std::shared_ptr<const AnalysisResult> newest,
                                                      double now) {
    Entry& entry = entry_of(entries_, run, id);
    if (newest && entry.waits) entry.sign_at = now;
    if (newest && is_complete(*newest)) {
        if (entry.waits && newest->version != entry.version_before) {
            entry.waits = false;
            entry.ended_at = now;
            const double cost = newest->seconds > 0 ? newest->seconds : now - entry.asked_at;
            rest_until_ = std::max(rest_until_, now) + cost * (1 / kShare - 1);
            // A run at rest whose net is of an earlier step (it failed) has nothing newer to give.
            entry.vain = entry.asked_step >= 0 && newest->step != entry.asked_step;
        }
        entry.last = std::move(newest);
    }
    const bool of_before =
        entry.last && entry.of_before != 0 && entry.of_before == entry.last->version;
    return of_before ? nullptr : entry.last;
}

void Comparing::wish(const std::string& id, double now, bool of_data) {
    if (now != wished_at_) {
        earlier_.swap(wishes_);
        wishes_.clear();
        wished_at_ = now;
    }
    for (const Wish& wish : wishes_)
        if (wish.id == id) return;
    Wish& wish = wishes_.one_more();
    wish.id = id;
    wish.of_data = of_data;
}

Few<const Comparing::Wish*, 16> Comparing::wishes() const {
    Few<const Wish*, 16> all;
    for (const auto* wishes : {&wishes_, &earlier_})
        for (const Wish& each : *wishes)
            if (std::none_of(all.begin(), all.end(),
                             [&](const Wish* known) { return known->id == each.id; }))
                all.push_back(&each);
    return all;
}

bool Comparing::known_of_any(const std::string& id) const {
    return std::any_of(entries_.begin(), entries_.end(), [&](const auto& each) {
        const Entry& entry = each.second;
        return each.first.second == id &&
               (entry.waits || (entry.last && entry.last->done && entry.last->problem.empty()));
    });
}

bool Comparing::stale(const Run& run, const Wish& wish, double now) const {
    if (!run.loaded) return false;
    const auto found = entries_.find(named_of(run.id, wish.id));
    const Entry none, &entry = found == entries_.end() ? none : found->second;
    if (entry.waits) return false;
    const bool refused = entry.last && !entry.last->problem.empty();
    if (refused && now < entry.ended_at + kRetry) return false;
    if (wish.of_data) return !known_of_any(wish.id) && (!refused || run.training);
    if (run.step <= 0) return false;  // an untrained net is no point of a chart
    if (!entry.last || (entry.of_before != 0 && entry.of_before == entry.last->version))
        return true;
    const std::int64_t step = entry.last->step;
    if (run.training) return double(run.step) >= double(step) * kGrowth && run.step > step;
    return run.step != step && !entry.vain;
}

std::vector<NameOfRun> Comparing::waiting() const {
    std::vector<NameOfRun> keys;
    for (const auto& [key, entry] : entries_)
        if (entry.waits) keys.push_back(key);
    return keys;
}

RunId Comparing::measuring() const {
    for (const auto& [key, entry] : entries_)
        if (entry.waits) return key.first;
    return RunId::none;
}

Comparing::Due Comparing::due(double now) {
    Due due;
    for (auto& [key, entry] : entries_) {
        if (!entry.waits) continue;
        if (now - std::max(entry.asked_at, entry.sign_at) < kPatience) return due;
        entry.waits = false;  // it went unheard: another may
        entry.ended_at = now;
    }
    const auto all = wishes();
    const bool anything_trains =
        std::any_of(runs_.begin(), runs_.end(), [](const Run& run) { return run.training; });
    // In turn, beginning behind the one measured last; first of all those that lack something.
    std::size_t start = 0;
    for (std::size_t i = 0; i < runs_.size(); ++i)
        if (runs_[i].id == last_) start = i + 1;
    const Run* next = nullptr;
    bool first_time = false;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        const Run& run = runs_[(start + i) % runs_.size()];
        bool any = false, lacks = false;
        for (const Wish* wish : all) {
            if (!stale(run, *wish, now)) continue;
            const auto entry = entries_.find(named_of(run.id, wish->id));
            any = true;
            lacks = lacks || entry == entries_.end() || !entry->second.last;
        }
        if (!any || (next && (first_time || !lacks))) continue;
        next = &run;
        first_time = lacks;
    }
    if (!next) return due;
    if (!first_time && anything_trains && rest_until_ > now) {
        due.wait = rest_until_ - now;
        return due;
    }
    due.run = last_ = next->id;
    for (const Wish* wish : all) {
        if (!stale(*next, *wish, now)) continue;
        Entry& entry = entry_of(entries_, next->id, wish->id);
        entry.waits = true;
        entry.asked_at = entry.sign_at = now;
        entry.version_before = entry.last ? entry.last->version : 0;
        entry.asked_step = next->training ? -1 : next->step;
        due.ids.push_back(wish->id);
    }
    return due;
}

}  // namespace latent::app
