// The analysis worker: one thread that runs analyses for all runs of a lab, one at a time.
//
// Each job works on a net of its own, built from the newest published weights, so that a run trains
// on meanwhile; jobs of a run that were asked for together all work on the weights that the first of
// them took, so that what they find is of one step. What is known of a job (waiting, its progress, its result) is an immutable
// AnalysisResult, replaced as a whole.
//
// The thread gives way to training (concurrency/thread_priority.h). Codes are encoded once for all
// analyses of the same weights that follow one another, and forgotten with the run. Every finished result joins the trend of its
// run and analysis.
//
// Thread: any, except where said.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "analysis/code_sample.h"
#include "analysis/trend.h"
#include "concurrency/mailbox.h"
#include "concurrency/worker.h"
#include "data/dataset.h"
#include "latent/analysis.h"
#include "latent/lab.h"
#include "latent/named_of_runs.h"
#include "models/pictures.h"
#include "models/weights.h"

namespace latent::analysis {

class Analyst {
 public:
    // What a job is about, as it is when the job begins: all null while the run is being prepared.
    struct Material {
        std::shared_ptr<const models::Weights> weights;
        std::shared_ptr<const data::Dataset> dataset;
        std::shared_ptr<const RunConfig> config;  // as it is now
    };

    Analyst(std::function<Material(RunId)> material, std::function<void()> wake,
            models::VersionCounter& versions);

    void analyse(RunId run, const std::string& analysis);
    void cancel(RunId run, const std::string& analysis);
    std::shared_ptr<const AnalysisResult> result(RunId run, const std::string& analysis) const;
    void forget(RunId run);

 private:
    using Clock = std::chrono::steady_clock;
    using Place = NameOfRun;
    struct Job {
        Place place;
        std::shared_ptr<std::atomic<bool>> cancelled;  // null: the run is to be forgotten
        Clock::time_point asked;
    };
    // What the last job worked on, and the codes of it.
    struct Held {
        RunId run = RunId::none;
        Material material;
        Clock::time_point taken;
        CodeCache codes;
    };
    // The last finished result, and what is under way.
    struct Entry {
        std::shared_ptr<const AnalysisResult> finished, shown;
        std::shared_ptr<std::atomic<bool>> cancelled;
        Trend trend;
    };

    void serve(concurrency::StopToken stop);
    void work(const Job& job, concurrency::StopToken stop);
    // Puts what the job is to work on into held_.
    void hold(const Job& job);
    void show(const Job& job, AnalysisResult result);
    // `training`: the object that stands for the run since its last reset.
    void finish(const Job& job, AnalysisResult result, std::shared_ptr<const void> training);
    void drop(const Job& job);

    std::function<Material(RunId)> material_;
    std::function<void()> wake_;
    models::VersionCounter& versions_;
    Held held_;  // the worker's own
    mutable std::mutex mutex_;
    NamedOfRuns<Entry> entries_;
    concurrency::Mailbox<Job> inbox_;
    concurrency::Worker worker_;  // last: it uses all of the above
};

}  // namespace latent::analysis
