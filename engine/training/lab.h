// The lab behind latent/lab.h: runs on their threads, one explorer thread, one analysis worker, one
// embedder, one thread budget, one shelf of data.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "analysis/analyst.h"
#include "embedding/embedder.h"
#include "explore/explorer_thread.h"
#include "latent/catalog.h"
#include "latent/engine.h"
#include "latent/lab.h"
#include "training/run.h"

namespace latent::training {

class LabOfRuns final : public Lab {
 public:
    LabOfRuns(std::shared_ptr<const Catalog> catalog, const EngineOptions& options);
    ~LabOfRuns() override;

    RunId create(const RunConfig& config, const RunOptions& options) override;
    RunId fork(RunId parent, const RunConfig& config, const RunOptions& options) override;
    RunId open(const std::string& folder, const RunOptions& options) override;
    void post(RunId run, const Command& command) override;
    std::shared_ptr<const Snapshot> snapshot(RunId run) const override;
    std::vector<RunId> runs() const override;
    void list_runs(std::vector<RunId>& into) const override;
    void remove(RunId run) override;
    bool any_leaving() const override;
    std::uint64_t ask(RunId run, const std::string& channel, Question question) override;
    std::shared_ptr<const Answer> answer(RunId run, const std::string& channel) const override;
    void analyse(RunId run, const std::string& analysis) override;
    void cancel_analysis(RunId run, const std::string& analysis) override;
    std::shared_ptr<const AnalysisResult> analysis(RunId run,
                                                   const std::string& analysis) const override;
    void embed(RunId run, const EmbeddingOptions& options) override;
    void stop_embedding() override;
    std::shared_ptr<const Embedding> embedding(RunId run) const override;
    void on_news(std::function<void()> wake) override;

 private:
    RunId start(const RunConfig& config, const RunOptions& options, RunOrigin origin);
    RunId admit(const RunConfig& config, const RunOptions& options, RunOrigin origin);
    std::shared_ptr<Run> find(RunId run) const;
    void check_live(const Run& run, const SetParam& command) const;
    void sweep_up() const;

    std::shared_ptr<const Catalog> catalog_;
    LabShared shared_;
    mutable std::mutex mutex_;  // the tables below; held only to look something up
    std::function<void()> wake_;
    // Before the runs, which tell it whenever they publish; its thread ends before they do.
    std::unique_ptr<embedding::Embedder> embedder_;
    std::map<RunId, std::shared_ptr<Run>> runs_;
    mutable std::vector<std::shared_ptr<Run>> leaving_;  // told to stop; joined when they have
    std::int64_t next_id_ = 1;
    // Last: they ask for runs' weights.
    std::unique_ptr<explore::ExplorerThread> explorer_;
    std::unique_ptr<latent::analysis::Analyst> analyst_;
};

}  // namespace latent::training
