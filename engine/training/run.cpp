#include "training/run.h"

#include <ATen/Parallel.h>
#include <torch/types.h>

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <utility>

#include "data/view.h"
#include "latent/engine.h"
#include "models/tensor_errors.h"
#include "training/run_body.h"

namespace latent::training {
namespace {

constexpr double kSoon = 1.0;  // seconds until a changed setting is in a checkpoint

}  // namespace

void Run::Body::operator()(concurrency::StopToken stop) {
    try {
        if (prepare(stop)) live(stop);
        // Whoever closes while it trains loses nothing.
        if (ready_ && unsaved()) save();
    } catch (const std::exception& error) {
        fail(models::sentence_of(error));
    }
    share_ = {};
    keeper_.reset();  // what waits is written
    // A failed run still has its snapshot; it waits here only for the end.
    while (!stop.requested()) run_.inbox_.wait();
}

bool Run::Body::prepare(concurrency::StopToken stop) {
    at::globalContext().setFlushDenormal(
        true);  // dying units make denormal numbers, which cost a core dearly
    at::set_num_threads(1);
    if (origin_.opened) {
        open();
    } else if (!options_.folder.empty()) {
        // What is kept must repeat the run, so its number of threads is settled and written
        // down.
        if (config_.integer("threads") == 0)
            config_.set("threads", std::int64_t(run_.shared_.budget.threads_each()));
        keeper_ = Keeper::take(options_.folder, config_, *about_, nudge());
        kept_ = keeper_->kept();
    }
    message_ = "Loading the data.";
    publish();
    if (origin_.opened) read_checkpoint();
    auto dataset = data::view(run_.shared_.datasets.take(config_.text("data")), config_);
    if (stop.requested()) return false;
    data_ = std::make_shared<const DatasetInfo>(dataset->info());
    if (const auto problems = validate_for(*run_.shared_.catalog, config_, *data_);
        !problems.empty()) {
        if (origin_.opened) throw std::runtime_error(problems.front().sentence);
        throw InvalidConfig(problems);
    }
    trainer_ = std::make_unique<Trainer>(config_, std::move(dataset));
    run_.dataset_.publish(trainer_->shared_dataset());
    if (origin_.parent) trainer_->adopt(*origin_.parent);
    if (!origin_.parent_folder.empty())
        trainer_->adopt(
            store::read_checkpoint(origin_.parent_folder, options_.from_step).content.tensors);
    if (checkpoint_) restore();
    if (options_.steps > 0 || options_.epochs > 0) trainer_->end_as_configured();
    first_step_ = trainer_->steps();
    model_ = std::make_shared<const ModelInfo>(trainer_->net().describe());
    if (!history_ || !history_->is_of(trainer_->terms())) history_.emplace(trainer_->terms());
    observer_.emplace(trainer_->dataset(), config_, run_.shared_.versions);
    last_step_ = trainer_->last_step();
    message_.clear();
    if (stop.requested()) return false;
    if (origin_.opened) state_ = is_finished() ? RunState::finished : RunState::paused;
    if (!look()) throw std::runtime_error("The untrained net gives no finite codes for this data.");
    // That one was cold; a second tells what a look costs, so that the first ones keep to their
    // share already.
    watch_.skip();
    observer_->look(*trainer_);
    pacer_.looked(watch_.lap_observing(), 0);
    watch_ = {};
    ready_ = !lock_busy_;
    if (!origin_.opened) save();  // a fork's first weights are nowhere else
    if (ready_ && options_.start) begin(stop);
    return true;
}

void Run::Body::begin(concurrency::StopToken stop) {
    if (!origin_.opened || !is_finished()) return start_training();
    if (options_.summarise && !summary_) finish(stop);
}

bool Run::Body::is_finished() const { return last_step_ > 0 && trainer_->steps() >= last_step_; }

void Run::Body::live(concurrency::StopToken stop) {
    if (lock_busy_) watch(stop);
    while (!stop.requested()) {
        const bool running = state_ == RunState::running;
        for (const Command& command : running ? run_.inbox_.drain() : run_.inbox_.wait())
            std::visit([this](const auto& c) { apply(c); }, command);
        if (keeper_ && keeper_->kept() != kept_) {
            kept_ = keeper_->kept();
            if (state_ != RunState::running) publish();
        }
        if (state_ == RunState::running) advance(stop);
    }
}

void Run::Body::apply(const Train&) {
    pause_at_ = 0;
    start_training();
}

void Run::Body::apply(const Pause&) {
    if (state_ == RunState::running) halt(RunState::paused);
}

void Run::Body::apply(const TrainSteps& command) {
    start_training();
    pause_at_ = trainer_->steps() + std::max<std::int64_t>(1, command.count);
}

void Run::Body::apply(const TrainEpoch&) {
    start_training();
    const std::int64_t epoch = trainer_->steps_per_epoch();
    pause_at_ = (trainer_->steps() / epoch + 1) * epoch;
}

void Run::Body::apply(const Reset&) {
    trainer_ = std::make_unique<Trainer>(config_, trainer_->shared_dataset());
    first_step_ = 0;
    seconds_before_ = saved_at_ = 0;
    if (keeper_) {
        keeper_->go_back_to(-1);
        keeper_->forget_summary();
    }
    history_.emplace(trainer_->terms());
    last_step_ = trainer_->last_step();
    pause_at_ = 0;
    summary_.reset();
    message_.clear();
    timeline_.clear();
    halt(RunState::paused);
    watch_ = {};
    publishing_ = 0;
    pacer_.restart();
    publisher_.restart();
    publish();
}

void Run::Body::apply(const Describe& command) {
    about_ = std::make_shared<const RunAbout>(command.about);
    if (keeper_) keeper_->write(*about_);
    if (lock_busy_) describe_watched();
    publish();
}

void Run::Body::apply(const Save&) { save(); }

void Run::Body::apply(const SetParam& command) {
    RunConfig changed = config_;
    changed.set(command.path, command.value);
    trainer_->configure(changed);
    history_->add_change(
        trainer_->steps(),
        command.path + ": " + to_text(config_.at(command.path)) + " to " + to_text(command.value));
    config_ = changed;
    if (keeper_) keeper_->write(config_);
    changed_ = true;
    saved_at_ = std::min(saved_at_, watch_.seconds() - options_.save_every + kSoon);
    if (state_ != RunState::running) publish();
}

Run::Run(RunConfig config, RunOptions options, RunOrigin origin, LabShared& shared)
    : shared_(shared) {
    auto first = std::make_shared<Snapshot>();
    if (!origin.opened) first->config = std::make_shared<const RunConfig>(config);
    first->message = origin.opened ? "Opening." : "Starting.";
    first->about = std::make_shared<const RunAbout>(options.about);
    first->kept = std::make_shared<const Kept>(Kept{options.folder, {}, "", false});
    snapshot_.publish(std::move(first));
    auto body =
        std::make_shared<Body>(*this, std::move(config), std::move(options), std::move(origin));
    worker_ = std::make_unique<concurrency::Worker>(
        [body](concurrency::StopToken stop) { (*body)(stop); }, [this] { inbox_.close(); });
}

}  // namespace latent::training
