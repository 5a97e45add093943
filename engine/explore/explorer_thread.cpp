#include "explore/explorer_thread.h"

#include <ATen/Parallel.h>
#include <torch/torch.h>

#include <algorithm>

#include "explore/answering.h"

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
    const auto found = answers_.find({run, channel});
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
    std::map<Place, Asked> newest;
    while (!stop.requested()) {
        for (Asked& asked : newest.empty() ? inbox_.wait() : inbox_.drain()) {
            const Place place = asked.place;
            if (!asked.forget) {
                newest[place] = std::move(asked);
                continue;
            }
            replicas.erase(place.first);
            for (auto entry = newest.begin(); entry != newest.end();)
                entry = entry->first.first == place.first ? newest.erase(entry) : std::next(entry);
            std::lock_guard lock(mutex_);
            drop_answers(place.first);
        }
        if (newest.empty()) continue;
        // One answer, then a look into the mailbox: a newer question may have overtaken the ones
        // that wait. The one that has waited longest comes first, so that no channel starves
        // another.
        const auto oldest = std::min_element(
            newest.begin(), newest.end(),
            [](const auto& a, const auto& b) { return a.second.ticket < b.second.ticket; });
        const Asked asked = std::move(oldest->second);
        newest.erase(oldest);
        auto answer = std::make_shared<Answer>(replicas[asked.place.first].answer(
            newest_weights_(asked.place.first), asked.question, versions_));
        answer->ticket = asked.ticket;
        {
            std::lock_guard lock(mutex_);
            answers_[asked.place] = std::move(answer);
        }
        if (wake_) wake_();
    }
}

// Under the lock.
void ExplorerThread::drop_answers(RunId run) {
    for (auto entry = answers_.begin(); entry != answers_.end();)
        entry = entry->first.first == run ? answers_.erase(entry) : std::next(entry);
}

}  // namespace latent::explore
