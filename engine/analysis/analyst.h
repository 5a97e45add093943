// The analysis worker: one thread that runs analyses for all runs of a lab, one at a time.
//
// Each job works on a net of its own, built from the newest published weights, so that a run trains
// on meanwhile. What is known of a job (waiting, its progress, its result) is an immutable
// AnalysisResult, replaced as a whole.
//
// Thread: any, except where said.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "concurrency/mailbox.h"
#include "concurrency/worker.h"
#include "data/dataset.h"
#include "latent/analysis.h"
#include "latent/lab.h"
#include "models/pictures.h"
#include "models/weights.h"

namespace latent::analysis {

class Analyst {
 public:
    // What a job is about, as it is when the job begins: both null while the run is being prepared.
    struct Material {
        std::shared_ptr<const models::Weights> weights;
        std::shared_ptr<const data::Dataset> dataset;
    };

    Analyst(std::function<Material(RunId)> material, std::function<void()> wake,
            models::VersionCounter& versions);

    void analyse(RunId run, const std::string& analysis);
    void cancel(RunId run, const std::string& analysis);
    std::shared_ptr<const AnalysisResult> result(RunId run, const std::string& analysis) const;
    void forget(RunId run);

 private:
    using Place = std::pair<RunId, std::string>;
    struct Job {
        Place place;
        std::shared_ptr<std::atomic<bool>> cancelled;
    };
    // The last finished result, and what is under way.
    struct Entry {
        std::shared_ptr<const AnalysisResult> finished, shown;
        std::shared_ptr<std::atomic<bool>> cancelled;
    };

    void serve(concurrency::StopToken stop);
    void work(const Job& job, concurrency::StopToken stop);
    void show(const Job& job, AnalysisResult result, bool finished);
    void drop(const Job& job);

    std::function<Material(RunId)> material_;
    std::function<void()> wake_;
    models::VersionCounter& versions_;
    mutable std::mutex mutex_;
    std::map<Place, Entry> entries_;
    concurrency::Mailbox<Job> inbox_;
    concurrency::Worker worker_;  // last: it uses all of the above
};

}  // namespace latent::analysis
