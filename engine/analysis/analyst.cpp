#include "analysis/analyst.h"

#include <ATen/Parallel.h>
#include <torch/types.h>

#include <chrono>

#include "analysis/analysis.h"
#include "concurrency/thread_priority.h"
#include "models/autoencoder.h"
#include "models/flat_parameters.h"

namespace latent::analysis {
namespace {

// Beside a training thread on one and the same core it gets a tenth of it; on a core of its own, what
// it can use.
constexpr int kNice = 10;

// Jobs that were asked for in one breath; the first of them may have begun meanwhile. Shorter than
// anyone takes to move the net on and ask again.
constexpr std::chrono::milliseconds kTogether(2);

}  // namespace

Analyst::Analyst(std::function<Material(RunId)> material, std::function<void()> wake,
                 models::VersionCounter& versions)
    : material_(std::move(material)),
      wake_(std::move(wake)),
      versions_(versions),
      worker_([this](concurrency::StopToken stop) { serve(stop); }, [this] { inbox_.close(); }) {}

void Analyst::analyse(RunId run, const std::string& analysis) {
    Job job{{run, analysis}, std::make_shared<std::atomic<bool>>(false), Clock::now()};
    {
        std::lock_guard lock(mutex_);
        Entry& entry = entries_[job.place];
        if (entry.cancelled) *entry.cancelled = true;  // the newest question counts
        entry.cancelled = job.cancelled;
        auto waiting = std::make_shared<AnalysisResult>();
        waiting->analysis = analysis;
        waiting->doing = "Waiting its turn.";
        entry.shown = std::move(waiting);
    }
    inbox_.post(std::move(job));
}

void Analyst::cancel(RunId run, const std::string& analysis) {
    std::lock_guard lock(mutex_);
    const auto found = entries_.find(named_of(run, analysis));
    if (found == entries_.end()) return;
    if (found->second.cancelled) *found->second.cancelled = true;
    found->second.cancelled.reset();
    found->second.shown = found->second.finished;
}

std::shared_ptr<const AnalysisResult> Analyst::result(RunId run,
                                                      const std::string& analysis) const {
    std::lock_guard lock(mutex_);
    const auto found = entries_.find(named_of(run, analysis));
    return found == entries_.end() ? nullptr : found->second.shown;
}

void Analyst::forget(RunId run) {
    {
        std::lock_guard lock(mutex_);
        for (auto entry = entries_.begin(); entry != entries_.end();) {
            if (entry->first.first != run) {
                ++entry;
                continue;
            }
            if (entry->second.cancelled) *entry->second.cancelled = true;
            entry = entries_.erase(entry);
        }
    }
    inbox_.post({{run, ""}, nullptr, Clock::now()});
}

void Analyst::serve(concurrency::StopToken stop) {
    concurrency::stand_back(kNice);
    at::set_num_threads(1);
    at::globalContext().setFlushDenormal(true);
    while (!stop.requested())
        for (const Job& job : inbox_.wait()) work(job, stop);
}

void Analyst::hold(const Job& job) {
    Material newest = material_(job.place.first);
    const Material& old = held_.material;
    // A net of another plan is that of the run after a reset.
    const bool together = held_.run == job.place.first && old.weights && newest.weights &&
                          old.weights->plan == newest.weights->plan &&
                          old.dataset == newest.dataset && job.asked <= held_.taken + kTogether;
    if (together) return;
    if (old.weights != newest.weights) held_.codes = {};
    held_.run = job.place.first;
    held_.material = std::move(newest);
    held_.taken = Clock::now();
}

void Analyst::work(const Job& job, concurrency::StopToken stop) {
    if (!job.cancelled) {
        if (held_.run == job.place.first) held_ = {};
        return;
    }
    Clock::time_point shown = Clock::now();
    const auto report = [&](double progress, const std::string& doing) {
        if (stop.requested() || *job.cancelled) throw Cancelled();
        // Ten times a second is enough for a progress bar.
        if (Clock::now() - shown < std::chrono::milliseconds(100)) return;
        shown = Clock::now();
        AnalysisResult now;
        now.analysis = job.place.second;
        now.progress = progress;
        now.doing = doing;
        show(job, std::move(now));
    };
    try {
        report(0, "Starting.");
        hold(job);
        const Material& material = held_.material;
        AnalysisResult result;
        if (!material.weights || !material.dataset) {
            result.analysis = job.place.second;
            result.problem =
                "This run has no net yet: it is still being prepared, or it could not be.";
            result.done = true;
        } else {
            models::Autoencoder net(*material.weights->plan, 0);
            models::FlatParameters(net).load(material.weights->values);
            const RunConfig& config =
                material.config ? *material.config : material.weights->plan->config;
            result =
                run(job.place.second,
                    {net, *material.dataset, config, &held_.codes, material.weights->step}, report);
            result.step = material.weights->step;
        }
        result.version = ++versions_;
        for (Gallery& gallery : result.galleries) gallery.samples.version = ++versions_;
        finish(job, std::move(result), material.weights ? material.weights->plan : nullptr);
    } catch (const Cancelled&) {
        drop(job);
    } catch (const std::exception& error) {
        AnalysisResult failed;
        failed.analysis = job.place.second;
        failed.problem = error.what();
        failed.done = true;
        failed.version = ++versions_;
        finish(job, std::move(failed), nullptr);
    }
}

void Analyst::show(const Job& job, AnalysisResult result) {
    {
        std::lock_guard lock(mutex_);
        const auto found = entries_.find(job.place);
        if (found == entries_.end() || found->second.cancelled != job.cancelled) return;
        found->second.shown = std::make_shared<const AnalysisResult>(std::move(result));
    }
    if (wake_) wake_();
}

void Analyst::finish(const Job& job, AnalysisResult result, std::shared_ptr<const void> training) {
    {
        std::lock_guard lock(mutex_);
        const auto found = entries_.find(job.place);
        if (found == entries_.end() || found->second.cancelled != job.cancelled) return;
        Entry& entry = found->second;
        entry.trend.add(result, training);
        result.trend = entry.trend.series();
        entry.finished = entry.shown = std::make_shared<const AnalysisResult>(std::move(result));
        entry.cancelled.reset();
    }
    if (wake_) wake_();
}

void Analyst::drop(const Job& job) {
    {
        std::lock_guard lock(mutex_);
        const auto found = entries_.find(job.place);
        if (found == entries_.end() || found->second.cancelled != job.cancelled) return;
        found->second.cancelled.reset();
        found->second.shown = found->second.finished;
    }
    if (wake_) wake_();
}

}  // namespace latent::analysis
