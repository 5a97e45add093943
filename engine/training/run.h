// One run: a trainer on a thread of its own, what it is told and what it shows.
//
//   idle --Train--> running --Pause--> paused --Train--> running --last step--> finished
//                      |  a loss that is no number --> diverged (the last good weights are kept)
//                      |  an exception             --> failed   (the sentence is shown)
//   TrainSteps and TrainEpoch run and pause by themselves; Reset goes to paused at step 0 from
//   anywhere but failed.
//
// Between two steps the mailbox is drained; while nothing trains the thread sleeps in it.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "concurrency/latest.h"
#include "concurrency/mailbox.h"
#include "concurrency/thread_budget.h"
#include "concurrency/worker.h"
#include "latent/lab.h"
#include "models/weights.h"
#include "training/dataset_shelf.h"
#include "training/observer.h"

namespace latent::training {

// What all runs of a lab share.
struct LabShared {
    LabShared(std::shared_ptr<const Catalog> parts, int cores, int reserved)
        : catalog(std::move(parts)), budget(cores, reserved) {}
    std::shared_ptr<const Catalog> catalog;
    DatasetShelf datasets;
    concurrency::ThreadBudget budget;
    models::VersionCounter versions{0};
    std::function<void()> wake;  // set before the first run; called from any thread
};

// Where a run comes from.
struct RunOrigin {
    bool opened = false;  // options.folder holds it already; the config is read there
    std::shared_ptr<const models::Weights> parent;  // of a fork from now, or null
    std::string parent_folder;                      // of a fork from options.from_step, or ""
};

class Run {
 public:
    Run(RunConfig config, RunOptions options, RunOrigin origin, LabShared& shared);

    void post(const Command& command) { inbox_.post(command); }
    std::shared_ptr<const Snapshot> snapshot() const { return snapshot_.take(); }
    // Null until the net is built.
    std::shared_ptr<const models::Weights> weights() const { return weights_.take(); }

    // Null until it is loaded.
    std::shared_ptr<const data::Dataset> dataset() const { return dataset_.take(); }

    void request_stop() { worker_->request_stop(); }
    bool stopped() const { return worker_->done(); }

 private:
    class Body;  // the thread's own state, run_body.h

    concurrency::Mailbox<Command> inbox_;
    concurrency::Latest<Snapshot> snapshot_;
    concurrency::Latest<models::Weights> weights_;
    concurrency::Latest<data::Dataset> dataset_;
    LabShared& shared_;
    std::unique_ptr<concurrency::Worker> worker_;  // last: it uses all of the above
};

}  // namespace latent::training
