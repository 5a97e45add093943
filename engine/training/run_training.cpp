#include "training/run_body.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "concurrency/thread_priority.h"
#include "training/evaluation.h"

namespace latent::training {
namespace {

constexpr double kRateWindow = 1.0;  // seconds over which samples a second are counted
// Beside several runs on few cores the window, and what answers it, come first: they need little,
// but at once. Not as far back as analyses (analyst.cpp), and no longer so far before them that the
// charts over all runs would stand still until the last run is done.
constexpr int kNiceInACrowd = 7;

}  // namespace

void Run::Body::start_training() {
    if (state_ == RunState::running) return;
    if (last_step_ > 0 && trainer_->steps() >= last_step_)
        trainer_->extend();  // on from a finished run: as much again
    last_step_ = trainer_->last_step();
    state_ = RunState::running;
    // The figures are of another step from now on; those in the folder too, though they may be of
    // one that was not gone on from, and so never shown.
    if (keeper_) keeper_->forget_summary();
    summary_.reset();
    message_.clear();
    share_ = run_.shared_.budget.join();
    watch_.skip();
    rate_start_ = Clock::now();
    rate_samples_ = 0;
    publish();
    watch_.skip();
}

void Run::Body::halt(RunState state) {
    share_ = {};
    pause_at_ = 0;
    state_ = state;
    if (!look()) return diverge("the code");
    save();
    watch_.skip();
}

void Run::Body::advance(concurrency::StopToken stop) {
    set_threads();
    const TermValues& values = trainer_->step();
    watch_.lap_training();
    if (!values.finite()) return diverge(culprit_of(values));
    history_->add_training(values);
    rate_samples_ += trainer_->last_batch();
    const std::int64_t step = trainer_->steps();
    if (last_step_ > 0 && step >= last_step_) return finish(stop);
    if (pause_at_ > 0 && step >= pause_at_) return halt(RunState::paused);
    if (pacer_.due(watch_.processor(), watch_.observing())) {
        if (!look()) return diverge("the code");
        const double cost = watch_.lap_observing();
        pacer_.looked(cost, watch_.processor());
    } else if (publisher_.due(watch_.processor(), publishing_)) {
        publish_weights();
        publish();
        const double cost = watch_.lap_observing();
        publishing_ += cost;
        publisher_.looked(cost, watch_.processor());
    }
    if (keeper_ && watch_.seconds() - saved_at_ >= options_.save_every) {
        save();
        watch_.lap_observing();
    }
}

void Run::Body::set_threads() {
    if (!stood_back_ && run_.shared_.budget.crowded()) {
        concurrency::stand_back(kNiceInACrowd);
        trainer_->use_threads(1);  // threads made from now on stand back too
        stood_back_ = true;  // for good: who may not be root cannot come forward again
    }
    const int chosen = int(config_.integer("threads"));
    const int threads = chosen > 0 ? chosen : run_.shared_.budget.threads_each();
    trainer_->use_threads(threads);
    threads_ = threads;
}

std::string Run::Body::culprit_of(const TermValues& values) const {
    for (std::size_t i = 0; i < values.terms.size(); ++i)
        if (!std::isfinite(values.terms[i])) return "the term '" + trainer_->terms()[i].label + "'";
    return "the total loss";
}

void Run::Body::diverge(const std::string& culprit) {
    message_ = "Step " + std::to_string(trainer_->steps() + 1) + ": " + culprit +
               " is no longer a finite number. The last good weights, of step " +
               std::to_string(last_good_->step) +
               ", are kept; lower the learning rate and go on, or reset.";
    trainer_->restore(*last_good_);
    history_->rewind(trainer_->steps());
    timeline_.rewind(trainer_->steps());
    if (keeper_) keeper_->go_back_to(trainer_->steps());
    share_ = {};
    pause_at_ = 0;
    state_ = RunState::diverged;
    look();
    save();
    watch_.skip();
}

void Run::Body::finish(concurrency::StopToken stop) {
    halt(RunState::finished);
    if (state_ != RunState::finished || !options_.summarise) return;
    message_ = "Measuring on all held-out data.";
    publish();
    Summary summary;
    if (!summarise(
            *trainer_, [&] { return stop.requested(); }, summary))
        return;
    const Progress progress = describe_progress();
    summary.seconds = progress.seconds;
    summary.samples_per_second =
        watch_.seconds() > 0 ? samples_since_first_step() / watch_.seconds() : 0;
    summary.observing_share = progress.observing_share;
    summary.observed_step = observed_.cloud ? observed_.cloud->step : 0;
    if (keeper_) keeper_->write(summary);
    summary_ = std::make_shared<const Summary>(std::move(summary));
    message_.clear();
    publish();
}

double Run::Body::samples_since_first_step() const {
    // Whole epochs hold every sample once; the last batch of each may be short.
    const auto& dataset = trainer_->dataset();
    const std::int64_t epoch = trainer_->steps_per_epoch(), batch = config_.integer("batch_size");
    const auto samples_until = [&](std::int64_t step) {
        return (step / epoch) * dataset.count(data::Split::train) + (step % epoch) * batch;
    };
    return double(samples_until(trainer_->steps()) - samples_until(first_step_));
}

bool Run::Body::look() {
    if (!observe()) return false;
    history_->mark(trainer_->steps());
    if (!observed_.held_out.terms.empty())
        history_->add_held_out(trainer_->steps(), observed_.held_out);
    append_metrics();
    publish();
    return true;
}

bool Run::Body::observe() {
    set_threads();
    Observation seen = observer_->look(*trainer_);
    if (!seen.finite) return false;
    auto weights = trainer_->publish_weights();
    if (!weights->finite()) return false;
    observed_ = std::move(seen);
    timeline_.look(observed_.cloud, observed_.reconstructions, observed_.latents, watch_.seconds(),
                   state_ != RunState::running);
    last_good_ = weights;
    run_.weights_.publish(std::move(weights));
    return true;
}

void Run::Body::publish_weights() {
    auto weights = trainer_->publish_weights();
    if (weights->finite()) run_.weights_.publish(std::move(weights));
}

Progress Run::Body::describe_progress() {
    // Until an opened run is whole, and while it is watched, what its folder says.
    if (!trainer_ || (origin_.opened && !ready_)) return progress_;
    Progress progress;
    {
        progress.step = trainer_->steps();
        progress.steps_per_epoch = trainer_->steps_per_epoch();
        progress.train_count = trainer_->dataset().count(data::Split::train);
        progress.epoch = double(progress.step) / double(progress.steps_per_epoch);
    }
    progress.last_step = last_step_;
    progress.batch_size = config_.integer("batch_size");
    if (const double window = std::chrono::duration<double>(Clock::now() - rate_start_).count();
        window >= kRateWindow) {
        rate_ = double(rate_samples_) / window;
        rate_start_ = Clock::now();
        rate_samples_ = 0;
    } else if (rate_ == 0 && window > 0.2) {
        progress.samples_per_second = double(rate_samples_) / window;
    }
    if (rate_ > 0) progress.samples_per_second = rate_;
    if (state_ != RunState::running) progress.samples_per_second = 0;
    progress.observing_share = watch_.share();
    progress.seconds = seconds_before_ + watch_.seconds();
    progress.threads = std::max(1, threads_);
    return progress;
}

void Run::Body::publish() {
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->state = state_;
    snapshot->message = message_;
    snapshot->progress = describe_progress();
    if (config_.has("data")) snapshot->config = std::make_shared<const RunConfig>(config_);
    snapshot->data = data_;
    snapshot->model = model_;
    if (history_) {
        if (trainer_ && !lock_busy_) history_->mark(trainer_->steps());
        snapshot->history = history_->publish();
    }
    snapshot->cloud = observed_.cloud;
    snapshot->reconstructions = observed_.reconstructions;
    snapshot->latents = observed_.latents;
    snapshot->timeline = timeline_.publish();
    snapshot->summary = summary_;
    snapshot->about = about_;
    snapshot->kept = kept_;
    run_.snapshot_.publish(std::move(snapshot));
    if (run_.shared_.wake) run_.shared_.wake();
}

void Run::Body::fail(const std::string& sentence) {
    state_ = RunState::failed;
    message_ = sentence;
    share_ = {};
    // Whoever mends the folder may open it again, as soon as the failure is known.
    keeper_.reset();
    lock_.release();
    publish();
}

}  // namespace latent::training
