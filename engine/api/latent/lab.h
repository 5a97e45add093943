// Many runs side by side, and the only door to them.
//
// Thread: all members may be called from the UI thread; none blocks on training, none computes. A
// run lives on a thread of its own; destroying the Lab stops and joins them all.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "latent/analysis.h"
#include "latent/command.h"
#include "latent/embedding.h"
#include "latent/explorer.h"
#include "latent/run_config.h"
#include "latent/snapshot.h"

namespace latent {

enum class RunId : std::int64_t { none = 0 };

struct RunOptions {
    bool start =
        true;  // begin to train as soon as the data is there; otherwise stay idle at step 0
    std::string folder;      // keep the run there (engine/store/README.md); "": keep nothing
    bool summarise = false;  // compute Snapshot::summary when it finishes
    RunAbout about;
    double save_every = 30;  // seconds of training between checkpoints, where there is a folder
    // Of a run that is opened: its end from now on, counted from its first step. 0: as it is.
    std::int64_t steps = 0, epochs = 0;
    std::int64_t from_step = -1;  // a fork: from the parent's checkpoint of this step; -1: from now
};

class Lab {
 public:
    virtual ~Lab() = default;

    // Starts a run. Loading data and building the net happen on its own thread; failures show as
    // RunState::failed. Throws InvalidConfig (engine.h) at once when the config itself has
    // problems.
    virtual RunId create(const RunConfig& config, const RunOptions& options = {}) = 0;

    // A new run that starts from the parent's newest weights and step wherever the shapes of the
    // layers agree (elsewhere from fresh weights), under `config`. The parent goes on.
    virtual RunId fork(RunId parent, const RunConfig& config, const RunOptions& options = {}) = 0;

    // The run that a folder holds: its config, its curves, its frames, and the net of its newest good
    // checkpoint with its optimiser, its noise and its place in the data. It goes on bit for bit as if
    // it had never stopped. `options.start`: at once, otherwise it rests paused (finished, where it
    // was). options.folder and options.about are the folder's own. While another program trains it,
    // it is watched: what that program writes is shown as it comes. What is wrong with a folder shows
    // as RunState::failed with a sentence; its config is null until it has been read.
    virtual RunId open(const std::string& folder, const RunOptions& options = {}) = 0;

    // Throws std::invalid_argument with a sentence for a SetParam that is out of range or does not
    // act live, and for training a run that is only watched.
    virtual void post(RunId run, const Command& command) = 0;

    // The newest snapshot: one atomic load. Never null for a run that exists; null for one that
    // does not.
    virtual std::shared_ptr<const Snapshot> snapshot(RunId run) const = 0;

    virtual std::vector<RunId> runs() const = 0;  // in the order they were made
    // The same into a list that is kept: for whoever asks in every frame, without asking for memory.
    virtual void list_runs(std::vector<RunId>& into) const { into = runs(); }
    virtual void remove(RunId run) = 0;  // stops it; joins in the background
    // Whether a run that was removed may still be writing to its folder.
    virtual bool any_leaving() const { return false; }

    // Explorer (explorer.h). ask() returns a ticket > 0; answer() is the newest answer on that
    // channel or null.
    virtual std::uint64_t ask(RunId run, const std::string& channel, Question question) = 0;
    virtual std::shared_ptr<const Answer> answer(RunId run, const std::string& channel) const = 0;

    // Analyses (analysis.h), one at a time, in the order they were asked for. Asking again replaces
    // the result; cancelling one that waits or runs leaves the last result. analysis() is the
    // newest state of it, progress included, or null when it was never asked for.
    virtual void analyse(RunId run, const std::string& analysis) = 0;
    virtual void cancel_analysis(RunId run, const std::string& analysis) = 0;
    virtual std::shared_ptr<const AnalysisResult> analysis(RunId run,
                                                           const std::string& analysis) const = 0;

    // t-SNE of the run's codes (embedding.h), on a thread of its own, one run at a time: the last
    // one asked for. Asking again with other options changes them on the way. embedding() is the
    // newest state, or null before there is one.
    virtual void embed(RunId run, const EmbeddingOptions& options) = 0;
    virtual void stop_embedding() = 0;
    virtual std::shared_ptr<const Embedding> embedding(RunId run) const = 0;

    // Called from engine threads whenever a snapshot, an answer, a result or an embedding is published: wake the
    // event loop, nothing more.
    virtual void on_news(std::function<void()> wake) = 0;
};

}  // namespace latent
