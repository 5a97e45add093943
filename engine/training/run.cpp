#include "training/run.h"

#include <ATen/Parallel.h>
#include <time.h>
#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

#include "data/view.h"
#include "latent/engine.h"
#include "models/tensor_errors.h"
#include "training/evaluation.h"
#include "training/history.h"
#include "training/pacer.h"

namespace latent::training {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kInterval = 0.1;          // seconds between looks, when they are cheap enough
constexpr double kFirstLook = 0.8;         // seconds after the start
constexpr double kObservingShare = 0.045;  // promised: at most 5 % of the time
constexpr double kRateWindow = 1.0;        // seconds over which samples a second are counted

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// Training and observing time, without pauses. Shares are of this thread's processor time: what
// else runs on the machine slows both alike, and a look that was interrupted for half a second has
// not cost half a second of training.
class Stopwatch {
 public:
    void lap_training() { lap(training_); }
    // Processor seconds of this lap.
    double lap_observing() { return lap(observing_); }
    void skip() {
        Time ignored;
        lap(ignored);
    }
    double seconds() const { return training_.wall + observing_.wall; }
    double processor() const { return training_.processor + observing_.processor; }
    double observing() const { return observing_.processor; }
    double share() const { return processor() > 0 ? observing() / processor() : 0; }

 private:
    struct Time {
        double wall = 0, processor = 0;
    };
    static Time now() {
        timespec spent{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
        return {std::chrono::duration<double>(Clock::now().time_since_epoch()).count(),
                double(spent.tv_sec) + 1e-9 * double(spent.tv_nsec)};
    }
    double lap(Time& total) {
        const Time end = now(), start = std::exchange(start_, end);
        total.wall += end.wall - start.wall;
        total.processor += end.processor - start.processor;
        return end.processor - start.processor;
    }
    Time start_ = now(), training_, observing_;
};

}  // namespace

class Run::Body {
 public:
    Body(Run& run, RunConfig config, RunOptions options,
         std::shared_ptr<const models::Weights> parent)
        : run_(run),
          config_(std::move(config)),
          options_(std::move(options)),
          parent_(std::move(parent)) {}

    // The thread's entry, and the one place where an exception becomes a state.
    void operator()(concurrency::StopToken stop) {
        try {
            if (!prepare(stop)) return;
            while (!stop.requested()) {
                const bool running = state_ == RunState::running;
                for (const Command& command : running ? run_.inbox_.drain() : run_.inbox_.wait())
                    std::visit([this](const auto& c) { apply(c); }, command);
                if (state_ == RunState::running) advance(stop);
            }
        } catch (const std::exception& error) {
            fail(models::sentence_of(error));
        }
        share_ = {};
        // A failed run still has its snapshot; it waits here only for the end.
        while (!stop.requested()) run_.inbox_.wait();
    }

 private:
    // False when it was told to stop meanwhile.
    bool prepare(concurrency::StopToken stop) {
        at::globalContext().setFlushDenormal(
            true);  // dying units make denormal numbers, which cost a core dearly
        at::set_num_threads(1);
        if (!options_.folder.empty()) {
            // What is kept must repeat the run, so its number of threads is settled and written
            // down.
            if (config_.integer("threads") == 0)
                config_.set("threads", std::int64_t(run_.shared_.budget.threads_each()));
            folder_.emplace(options_.folder, config_);
        }
        message_ = "Loading the data.";
        publish();
        auto dataset = data::view(run_.shared_.datasets.take(config_.text("data")), config_);
        if (stop.requested()) return false;
        data_ = std::make_shared<const DatasetInfo>(dataset->info());
        if (const auto problems = validate_for(*run_.shared_.catalog, config_, *data_);
            !problems.empty())
            throw InvalidConfig(problems);
        trainer_ = std::make_unique<Trainer>(config_, std::move(dataset));
        run_.dataset_.publish(trainer_->shared_dataset());
        if (parent_) trainer_->adopt(*parent_);
        first_step_ = trainer_->steps();
        model_ = std::make_shared<const ModelInfo>(trainer_->net().describe());
        history_.emplace(trainer_->terms());
        observer_.emplace(trainer_->dataset(), config_, run_.shared_.versions);
        last_step_ = trainer_->last_step();
        message_.clear();
        if (stop.requested()) return false;
        if (!look())
            throw std::runtime_error("The untrained net gives no finite codes for this data.");
        // That one was cold; a second tells what a look costs, so that the first ones keep to their
        // share already.
        watch_.skip();
        observer_->look(*trainer_);
        pacer_.looked(watch_.lap_observing(), 0);
        watch_ = {};
        if (options_.start) start_training();
        return true;
    }

    // --- commands ---

    void apply(const Train&) {
        pause_at_ = 0;
        start_training();
    }
    void apply(const Pause&) {
        if (state_ == RunState::running) halt(RunState::paused);
    }
    void apply(const TrainSteps& command) {
        start_training();
        pause_at_ = trainer_->steps() + std::max<std::int64_t>(1, command.count);
    }
    void apply(const TrainEpoch&) {
        start_training();
        const std::int64_t epoch = trainer_->steps_per_epoch();
        pause_at_ = (trainer_->steps() / epoch + 1) * epoch;
    }
    void apply(const Reset&) {
        trainer_ = std::make_unique<Trainer>(config_, trainer_->shared_dataset());
        first_step_ = 0;
        history_.emplace(trainer_->terms());
        last_step_ = trainer_->last_step();
        pause_at_ = 0;
        summary_.reset();
        message_.clear();
        halt(RunState::paused);
        watch_ = {};
        pacer_.restart();
        publisher_.restart();
        publish();
    }
    void apply(const SetParam& command) {
        RunConfig changed = config_;
        changed.set(command.path, command.value);
        trainer_->configure(changed);
        history_->add_change(trainer_->steps(), command.path + ": " +
                                                    to_text(config_.at(command.path)) + " to " +
                                                    to_text(command.value));
        config_ = changed;
        if (folder_) folder_->write_config(config_);
        if (state_ != RunState::running) publish();
    }

    // --- training ---

    void start_training() {
        if (state_ == RunState::running) return;
        if (last_step_ > 0 && trainer_->steps() >= last_step_)
            trainer_->extend();  // on from a finished run: as much again
        last_step_ = trainer_->last_step();
        state_ = RunState::running;
        message_.clear();
        share_ = run_.shared_.budget.join();
        watch_.skip();
        rate_start_ = Clock::now();
        rate_samples_ = 0;
        publish();
        watch_.skip();
    }

    // Stops for a while or for good, and looks once more so that what is shown is this very step.
    void halt(RunState state) {
        share_ = {};
        pause_at_ = 0;
        state_ = state;
        if (!look()) return diverge("the code");
        if (folder_) folder_->write_weights(*trainer_);
        watch_.skip();
    }

    void advance(concurrency::StopToken stop) {
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
        } else if (publisher_.due(watch_.processor(), watch_.observing())) {
            publish_weights();
            publish();
            const double cost = watch_.lap_observing();
            publisher_.looked(cost, watch_.processor());
        }
    }

    void set_threads() {
        const int chosen = int(config_.integer("threads"));
        const int threads = chosen > 0 ? chosen : run_.shared_.budget.threads_each();
        if (threads == threads_) return;
        at::set_num_threads(threads);
        threads_ = threads;
    }

    std::string culprit_of(const TermValues& values) const {
        for (std::size_t i = 0; i < values.terms.size(); ++i)
            if (!std::isfinite(values.terms[i]))
                return "the term '" + trainer_->terms()[i].label + "'";
        return "the total loss";
    }

    // Back to the last weights with which everything was finite: those of a look, and there was one
    // at the start.
    void diverge(const std::string& culprit) {
        message_ = "Step " + std::to_string(trainer_->steps() + 1) + ": " + culprit +
                   " is no longer a finite number. The last good weights, of step " +
                   std::to_string(last_good_->step) +
                   ", are kept; lower the learning rate and go on, or reset.";
        trainer_->restore(*last_good_);
        history_->rewind(trainer_->steps());
        share_ = {};
        pause_at_ = 0;
        state_ = RunState::diverged;
        look();
        watch_.skip();
    }

    void finish(concurrency::StopToken stop) {
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
        if (folder_) folder_->write_summary(summary);
        summary_ = std::make_shared<const Summary>(std::move(summary));
        message_.clear();
        publish();
    }

    double samples_since_first_step() const {
        // Whole epochs hold every sample once; the last batch of each may be short.
        const auto& dataset = trainer_->dataset();
        const std::int64_t epoch = trainer_->steps_per_epoch(),
                           batch = config_.integer("batch_size");
        const auto samples_until = [&](std::int64_t step) {
            return (step / epoch) * dataset.count(data::Split::train) + (step % epoch) * batch;
        };
        return double(samples_until(trainer_->steps()) - samples_until(first_step_));
    }

    // --- looking ---

    // False when the net's codes are no longer finite; then nothing is shown of them.
    bool look() {
        set_threads();
        Observation seen = observer_->look(*trainer_);
        if (!seen.finite) return false;
        auto weights = trainer_->publish_weights();
        if (!weights->finite()) return false;
        observed_ = std::move(seen);
        history_->mark(trainer_->steps());
        if (!observed_.held_out.terms.empty())
            history_->add_held_out(trainer_->steps(), observed_.held_out);
        last_good_ = weights;
        run_.weights_.publish(std::move(weights));
        if (folder_)
            folder_->append_metrics(describe_progress(), trainer_->terms(),
                                    history_->last_training(), observed_.held_out);
        publish();
        return true;
    }

    void publish_weights() {
        auto weights = trainer_->publish_weights();
        if (weights->finite()) run_.weights_.publish(std::move(weights));
    }

    Progress describe_progress() {
        Progress progress;
        if (trainer_) {
            progress.step = trainer_->steps();
            progress.steps_per_epoch = trainer_->steps_per_epoch();
            progress.train_count = trainer_->dataset().count(data::Split::train);
            progress.epoch = double(progress.step) / double(progress.steps_per_epoch);
        }
        progress.last_step = last_step_;
        progress.batch_size = config_.integer("batch_size");
        if (const double window = seconds_since(rate_start_); window >= kRateWindow) {
            rate_ = double(rate_samples_) / window;
            rate_start_ = Clock::now();
            rate_samples_ = 0;
        } else if (rate_ == 0 && window > 0.2) {
            progress.samples_per_second = double(rate_samples_) / window;
        }
        if (rate_ > 0) progress.samples_per_second = rate_;
        if (state_ != RunState::running) progress.samples_per_second = 0;
        progress.observing_share = watch_.share();
        progress.seconds = watch_.seconds();
        progress.threads = std::max(1, threads_);
        return progress;
    }

    void publish() {
        auto snapshot = std::make_shared<Snapshot>();
        snapshot->state = state_;
        snapshot->message = message_;
        snapshot->progress = describe_progress();
        snapshot->config = std::make_shared<const RunConfig>(config_);
        snapshot->data = data_;
        snapshot->model = model_;
        if (history_) {
            history_->mark(trainer_->steps());
            snapshot->history = history_->publish();
        }
        snapshot->cloud = observed_.cloud;
        snapshot->reconstructions = observed_.reconstructions;
        snapshot->latents = observed_.latents;
        snapshot->summary = summary_;
        run_.snapshot_.publish(std::move(snapshot));
        if (run_.shared_.wake) run_.shared_.wake();
    }

    void fail(const std::string& sentence) {
        state_ = RunState::failed;
        message_ = sentence;
        share_ = {};
        publish();
    }

    Run& run_;
    RunConfig config_;
    RunOptions options_;
    std::shared_ptr<const models::Weights> parent_;

    RunState state_ = RunState::idle;
    std::string message_;
    std::unique_ptr<Trainer> trainer_;
    std::optional<Observer> observer_;
    std::optional<HistoryRecorder> history_;
    std::optional<RunFolder> folder_;
    std::shared_ptr<const DatasetInfo> data_;
    std::shared_ptr<const ModelInfo> model_;
    std::shared_ptr<const Summary> summary_;
    std::shared_ptr<const models::Weights> last_good_;
    Observation observed_;
    std::int64_t first_step_ = 0, last_step_ = 0, pause_at_ = 0;

    concurrency::ThreadBudget::Share share_;
    int threads_ = 0;
    Stopwatch watch_;
    Pacer pacer_{kInterval, kObservingShare, kFirstLook};      // full looks
    Pacer publisher_{kInterval, kObservingShare, kFirstLook};  // progress, curves and weights alone
    Clock::time_point rate_start_ = Clock::now();
    std::int64_t rate_samples_ = 0;
    double rate_ = 0;
};

Run::Run(RunConfig config, RunOptions options, std::shared_ptr<const models::Weights> parent,
         LabShared& shared)
    : shared_(shared) {
    auto first = std::make_shared<Snapshot>();
    first->config = std::make_shared<const RunConfig>(config);
    first->message = "Starting.";
    snapshot_.publish(std::move(first));
    auto body =
        std::make_shared<Body>(*this, std::move(config), std::move(options), std::move(parent));
    worker_ = std::make_unique<concurrency::Worker>(
        [body](concurrency::StopToken stop) { (*body)(stop); }, [this] { inbox_.close(); });
}

}  // namespace latent::training
