#include "explore/explorer_thread.h"

#include <ATen/Parallel.h>
#include <torch/types.h>

#include <algorithm>

namespace latent::explore {

ExplorerThread::ExplorerThread(
    std::function<std::shared_ptr<const models::Weights>(RunId)> newest_weights,
    std::function<void()> wake, models::VersionCounter& versions)
    : newest_weights_(std::move(newest_weights)),
      wake_(std::move(wake)),
      versions_(versions),
      worker_([this](concurrency::StopToken stop) { serve(stop); }, [this] { inbox_.close(); }) {}

std::uint64_t ExplorerThread::ask(RunId run, const std::string& channel, Question question) {
    std::uint64_t ticket = 0;
    {
        std::lock_guard lock(mutex_);
        ticket = next_ticket_++;
    }
    inbox_.post({{run, channel}, ticket, std::move(question)});
    return ticket;
}

std::shared_ptr<const Answer> ExplorerThread::answer(RunId run, const std::string& channel) const {
    std::lock_guard lock(mutex_);
    const auto found = answers_.find(named_of(run, channel));
    return found == answers_.end() ? nullptr : found->second;
}

void ExplorerThread::forget(RunId run) {
    {
        std::lock_guard lock(mutex_);
        drop_answers(run);
    }
    Asked message;
    message.place.first = run;
    message.forget = true;
    inbox_.post(std::move(message));
}

void ExplorerThread::serve(concurrency::StopToken stop) {
    at::set_num_threads(1);
    at::globalContext().setFlushDenormal(true);
    std::map<RunId, Replica> replicas;
    std::map<Place, Asked> waiting;    // not begun; the newest of each channel
    std::map<Place, Ongoing> ongoing;  // begun, and longer than a slice
    bool fresh_turn = true;
    const auto forget_run = [](auto& table, RunId run) {
        for (auto entry = table.begin(); entry != table.end();)
            entry = entry->first.first == run ? table.erase(entry) : std::next(entry);
    };
    while (!stop.requested()) {
        for (Asked& asked : waiting.empty() && ongoing.empty() ? inbox_.wait() : inbox_.drain()) {
            const Place place = asked.place;
            if (!asked.forget) {
                waiting[place] = std::move(asked);
                continue;
            }
            replicas.erase(place.first);
            forget_run(waiting, place.first);
            forget_run(ongoing, place.first);
            std::lock_guard lock(mutex_);
            drop_answers(place.first);
        }

        // One slice, then a look into the mailbox: a newer question may have overtaken those that
        // wait. What has just come and what is under way take turns, so that a slider waits for one
        // slice of a large question, and a slider that never rests does not hold up the large ones.
        // Within both, the one that has waited longest comes first. A channel's next question
        // begins when the one under way is answered: otherwise one asked often would never be.
        auto fresh = waiting.end();
        for (auto entry = waiting.begin(); entry != waiting.end(); ++entry)
            if (!ongoing.count(entry->first) &&
                (fresh == waiting.end() || entry->second.ticket < fresh->second.ticket))
                fresh = entry;
        if (fresh != waiting.end() && (fresh_turn || ongoing.empty())) {
            const Asked asked = std::move(fresh->second);
            waiting.erase(fresh);
            Replica& replica = replicas[asked.place.first];
            Ongoing begun{
                asked.ticket, slices_++,
                replica.begin(newest_weights_(asked.place.first), asked.question, versions_)};
            replica.advance(begun.task, versions_);
            if (begun.task.done())
                publish(asked.place, std::move(begun));
            else
                ongoing.emplace(asked.place, std::move(begun));
            fresh_turn = false;
        } else if (!ongoing.empty()) {
            const auto next =
                std::min_element(ongoing.begin(), ongoing.end(), [](const auto& a, const auto& b) {
                    return a.second.last_slice < b.second.last_slice;
                });
            replicas[next->first.first].advance(next->second.task, versions_);
            next->second.last_slice = slices_++;
            if (next->second.task.done()) {
                publish(next->first, std::move(next->second));
                ongoing.erase(next);
            }
            fresh_turn = true;
        }
    }
}

void ExplorerThread::publish(const Place& place, Ongoing finished) {
    auto answer = std::make_shared<Answer>(std::move(finished.task.answer));
    answer->ticket = finished.ticket;
    {
        std::lock_guard lock(mutex_);
        answers_[place] = std::move(answer);
    }
    if (wake_) wake_();
}

// Under the lock.
void ExplorerThread::drop_answers(RunId run) {
    for (auto entry = answers_.begin(); entry != answers_.end();)
        entry = entry->first.first == run ? answers_.erase(entry) : std::next(entry);
}

}  // namespace latent::explore
