// The thread that answers questions (latent/explorer.h) about any run of a lab.
//
// It keeps a net of its own for each run that is asked about, loads the newest published weights
// into it when they have changed, and answers the newest question of each channel. Long answers are
// made in slices of some 20 ms with others served between. It never touches a trainer.
//
// Thread: ask() and answer() from any; the answers are computed on the explorer's.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "concurrency/mailbox.h"
#include "concurrency/worker.h"
#include "explore/answering.h"
#include "latent/explorer.h"
#include "latent/lab.h"
#include "latent/named_of_runs.h"
#include "models/pictures.h"
#include "models/weights.h"

namespace latent::explore {

class ExplorerThread {
 public:
    // newest_weights(run): what the run published last; null when it is still loading or gone.
    ExplorerThread(std::function<std::shared_ptr<const models::Weights>(RunId)> newest_weights,
                   std::function<void()> wake, models::VersionCounter& versions);

    std::uint64_t ask(RunId run, const std::string& channel, Question question);
    std::shared_ptr<const Answer> answer(RunId run, const std::string& channel) const;
    void forget(RunId run);

 private:
    using Place = NameOfRun;
    struct Asked {
        Place place;
        std::uint64_t ticket;
        Question question;
        bool forget = false;  // not a question: drop the run's net
    };

    struct Ongoing {
        std::uint64_t ticket;
        std::uint64_t last_slice;  // number of the slice it had last
        Task task;
    };

    void serve(concurrency::StopToken stop);
    void publish(const Place& place, Ongoing finished);
    void drop_answers(RunId run);

    std::function<std::shared_ptr<const models::Weights>(RunId)> newest_weights_;
    std::function<void()> wake_;
    models::VersionCounter& versions_;
    concurrency::Mailbox<Asked> inbox_;
    mutable std::mutex mutex_;  // answers_ and next_ticket_
    NamedOfRuns<std::shared_ptr<const Answer>> answers_;
    std::uint64_t next_ticket_ = 1;
    std::uint64_t slices_ = 0;    // done so far; the explorer thread's own
    concurrency::Worker worker_;  // last: it uses all of the above
};

}  // namespace latent::explore
