// The state and the work of a run's own thread; run.h says what a run is.
//
// One class, told in four files: run.cpp has its life and its commands, run_training.cpp steps and
// looks, run_opening.cpp what goes to its folder and comes from there, run_watching.cpp a folder that
// another program writes.
//
// Thread: the run's own; only nudge()'s function is called from another.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "store/checkpoints.h"
#include "store/folder_lock.h"
#include "store/metrics_log.h"
#include "training/history.h"
#include "training/keeper.h"
#include "training/observer.h"
#include "training/pacer.h"
#include "training/run.h"
#include "training/stopwatch.h"
#include "training/timeline_recorder.h"
#include "training/trainer.h"

namespace latent::training {

class Run::Body {
 public:
    Body(Run& run, RunConfig config, RunOptions options, RunOrigin origin)
        : run_(run),
          config_(std::move(config)),
          options_(std::move(options)),
          origin_(std::move(origin)),
          about_(std::make_shared<const RunAbout>(options_.about)),
          kept_(std::make_shared<const Kept>(Kept{options_.folder, {}, "", false})) {}

    // The thread's entry, and the one place where an exception becomes a state.
    void operator()(concurrency::StopToken stop);

 private:
    using Clock = std::chrono::steady_clock;
    static constexpr double kInterval = 0.1;           // seconds between looks, when they are cheap
    static constexpr double kFirstLook = 0.8;          // seconds after the start
    static constexpr double kObservingShare = 0.045;   // promised: at most 5 % of the time
    static constexpr double kPublishingShare = 0.015;  // of them without a look

    // False when it was told to stop meanwhile.
    bool prepare(concurrency::StopToken stop);
    // An opened run goes on to its end, and no further: what is finished is not trained again.
    void begin(concurrency::StopToken stop);
    bool is_finished() const;
    // Commands and steps, until it is told to stop.
    void live(concurrency::StopToken stop);

    // --- opening: run_opening.cpp ---

    // The quick half: what can be shown before data and net are there.
    void open();
    // An end that lies behind it already would only put a false number into its config.
    void check_end(const Progress& progress) const;
    // The newest one that is whole. From here on the folder is ours to write, unless it is watched.
    void read_checkpoint();
    void restore();

    // --- watching: run_watching.cpp ---

    // What another program writes is shown as it comes; once it lets the folder go, the run is ours.
    void watch(concurrency::StopToken stop);
    std::filesystem::path metrics_file() const;
    // Curves and progress of one line.
    void show(const store::MetricsLine& line);
    // Config, name and figures, when their files were written anew.
    bool reread_files();
    // The net of the newest checkpoint, so that map, walk and analyses are of it. The curves know
    // more than the checkpoint, unless the run went back.
    void look_at_newest(bool went_back);
    // Whoever trains it writes this file only when it is told to. A name that cannot be written is
    // no reason to stop watching.
    void describe_watched();
    void describe_ends();
    // The other program let the folder go.
    void take_over();

    // --- keeping: run_opening.cpp ---

    std::function<void()> nudge();
    bool unsaved() const;
    // A copy of all that the run needs to go on; the keeper's own thread writes it.
    void save();
    void append_metrics();

    // --- commands: run.cpp ---

    void apply(const Train&);
    void apply(const Pause&);
    void apply(const TrainSteps& command);
    void apply(const TrainEpoch&);
    void apply(const Reset&);
    void apply(const Describe& command);
    void apply(const Save&);
    void apply(const SetParam& command);

    // --- training: run_training.cpp ---

    void start_training();
    // Stops for a while or for good, and looks once more so that what is shown is this very step.
    void halt(RunState state);
    void advance(concurrency::StopToken stop);
    void set_threads();
    std::string culprit_of(const TermValues& values) const;
    // Back to the last weights with which everything was finite: those of a look, and there was one
    // at the start.
    void diverge(const std::string& culprit);
    void finish(concurrency::StopToken stop);
    double samples_since_first_step() const;

    // --- looking: run_training.cpp ---

    // False when the net's codes are no longer finite; then nothing is shown of them.
    bool look();
    bool observe();
    void publish_weights();
    Progress describe_progress();
    void publish();
    void fail(const std::string& sentence);

    // --- what it knows ---

    Run& run_;
    RunConfig config_;
    RunOptions options_;
    RunOrigin origin_;

    RunState state_ = RunState::idle;
    std::string message_;
    std::unique_ptr<Trainer> trainer_;
    std::optional<Observer> observer_;
    std::optional<HistoryRecorder> history_;
    TimelineRecorder timeline_;
    std::unique_ptr<Keeper> keeper_;  // null: nothing is kept, or it is only watched
    std::shared_ptr<const DatasetInfo> data_;
    std::shared_ptr<const ModelInfo> model_;
    std::shared_ptr<const Summary> summary_;
    std::shared_ptr<const RunAbout> about_;
    std::shared_ptr<const Kept> kept_;
    std::shared_ptr<const models::Weights> last_good_;
    Observation observed_;
    std::int64_t first_step_ = 0, last_step_ = 0, pause_at_ = 0;

    // Of a run that was opened.
    store::FolderLock lock_;  // until the keeper has it
    bool lock_busy_ = false;  // somebody else trains it
    std::string problem_, stamps_;
    Progress progress_;  // until there is a trainer, and while it is watched
    std::shared_ptr<const store::Checkpoint> checkpoint_;  // until it is restored

    bool ready_ = false, changed_ = false;  // may be saved; more than the step has changed
    std::int64_t saved_step_ = -1;
    double saved_at_ = 0, seconds_before_ = 0;  // on the run's clock; of training before it

    concurrency::ThreadBudget::Share share_;
    int threads_ = 0;
    bool stood_back_ = false;
    Stopwatch watch_;
    Pacer pacer_{kInterval, kObservingShare, kFirstLook};  // full looks
    // Progress, curves and weights alone. It has a share of its own: after a look at 10,000 samples,
    // which is paid off over many seconds, the steps still count up and sliders still get new weights.
    Pacer publisher_{kInterval, kPublishingShare, kFirstLook};
    double publishing_ = 0;  // processor seconds
    Clock::time_point rate_start_ = Clock::now();
    std::int64_t rate_samples_ = 0;
    double rate_ = 0;
};

}  // namespace latent::training
