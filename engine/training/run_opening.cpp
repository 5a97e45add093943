#include "training/run_body.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "store/frames.h"
#include "training/opened_run.h"

namespace latent::training {

void Run::Body::open() {
    OpenedRun opened = open_run(*run_.shared_.catalog, options_.folder);
    check_end(opened.progress);
    config_ = std::move(opened.config);
    if (options_.epochs > 0) config_.set("steps", std::int64_t(0));
    if (options_.steps > 0) config_.set("steps", options_.steps);
    if (options_.epochs > 0) config_.set("epochs", options_.epochs);
    about_ = std::make_shared<const RunAbout>(std::move(opened.about));
    if (opened.summary) summary_ = std::make_shared<const Summary>(*opened.summary);
    history_ = std::move(opened.history);
    progress_ = opened.progress;
    last_step_ = progress_.last_step;
    lock_ = std::move(opened.lock);
    lock_busy_ = opened.watched;
    problem_ = std::move(opened.problem);
    kept_ = std::make_shared<const Kept>(
        Kept{options_.folder, std::move(opened.checkpoints), problem_, lock_busy_});
    if (!options_.start || lock_busy_)
        state_ =
            last_step_ > 0 && progress_.step >= last_step_ ? RunState::finished : RunState::paused;
}

void Run::Body::check_end(const Progress& progress) const {
    const std::int64_t end =
        options_.epochs > 0 ? options_.epochs * progress.steps_per_epoch : options_.steps;
    if (end > 0 && end < progress.step)
        throw std::runtime_error("This run has taken " + std::to_string(progress.step) +
                                 " steps already, more than " + std::to_string(end) +
                                 ": give a later end.");
}

void Run::Body::read_checkpoint() {
    checkpoint_ = newest_checkpoint(options_.folder, problem_);
    progress_ = checkpoint_ ? progress_of(*checkpoint_, config_) : Progress{};
    if (checkpoint_)
        history_.emplace(HistoryRecorder::load(checkpoint_->content));
    else
        history_.reset();
    timeline_.restore(
        store::read_frames(options_.folder, checkpoint_ ? checkpoint_->step : 0,
                           [this] { return std::uint64_t(++run_.shared_.versions); }));
    if (summary_ && summary_->steps != progress_.step) summary_.reset();
    if (lock_busy_) return;
    keeper_ = std::make_unique<Keeper>(options_.folder, std::move(lock_),
                                       checkpoint_ ? checkpoint_->step : -1, problem_, nudge());
    kept_ = keeper_->kept();
    if (options_.steps > 0 || options_.epochs > 0) keeper_->write(config_);
}

void Run::Body::restore() {
    const auto file = store::checkpoint_file(options_.folder, checkpoint_->step).string();
    try {
        trainer_->load(checkpoint_->content.tensors);
    } catch (const std::runtime_error& error) {
        throw std::runtime_error(file + " " + error.what());
    }
    seconds_before_ = notes_of(checkpoint_->content).seconds;
    checkpoint_.reset();
    last_step_ = trainer_->last_step();
    saved_step_ = trainer_->steps();
}

std::function<void()> Run::Body::nudge() {
    return [this] { run_.inbox_.nudge(); };
}

bool Run::Body::unsaved() const {
    return keeper_ && (changed_ || trainer_->steps() != saved_step_);
}

void Run::Body::save() {
    if (!keeper_ || !trainer_->weights().finite()) return;
    auto checkpoint = std::make_shared<store::Checkpoint>();
    checkpoint->step = saved_step_ = trainer_->steps();
    trainer_->save(checkpoint->content.tensors);
    history_->save(checkpoint->content);
    write_notes(checkpoint->content,
                {seconds_before_ + watch_.seconds(), trainer_->steps_per_epoch(),
                 trainer_->dataset().count(data::Split::train)});
    keeper_->save(std::move(checkpoint), timeline_.publish());
    saved_at_ = watch_.seconds();
    changed_ = false;
}

void Run::Body::append_metrics() {
    if (!keeper_) return;
    const Progress progress = describe_progress();
    store::MetricsLine line{
        progress.step, progress.epoch, progress.seconds, progress.observing_share, {}, {}};
    const auto& terms = trainer_->terms();
    const auto& train = history_->last_training();
    const TermValues& held_out = observed_.held_out;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        if (i < train.size()) line.train[terms[i].id] = train[i];
        if (i < held_out.terms.size()) line.held_out[terms[i].id] = held_out.terms[i];
    }
    if (!train.empty()) line.train["total"] = train.back();
    if (!held_out.terms.empty()) line.held_out["total"] = held_out.total;
    keeper_->append(line);
}

}  // namespace latent::training
