#include "training/lab.h"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <stdexcept>
#include <utility>

namespace latent::training {
namespace {

// "2026-11-21T18:50:00Z"
std::string time_now() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

}  // namespace

LabOfRuns::LabOfRuns(std::shared_ptr<const Catalog> catalog, const EngineOptions& options)
    : catalog_(std::move(catalog)),
      shared_(catalog_, concurrency::ThreadBudget::cores_of_machine(), options.reserved_cores) {
    const auto wake_front_end = [this] {
        std::function<void()> wake;
        {
            std::lock_guard lock(mutex_);
            wake = wake_;
        }
        if (wake) wake();
    };
    embedder_ = std::make_unique<embedding::Embedder>(
        [this](RunId run) -> std::shared_ptr<const CodeCloud> {
            const auto found = find(run);
            return found ? found->snapshot()->cloud : nullptr;
        },
        wake_front_end, [this]() -> std::uint64_t { return ++shared_.versions; });
    shared_.wake = [this, wake_front_end] {
        embedder_->look();
        wake_front_end();
    };
    explorer_ = std::make_unique<explore::ExplorerThread>(
        [this](RunId run) -> std::shared_ptr<const models::Weights> {
            const auto found = find(run);
            return found ? found->weights() : nullptr;
        },
        shared_.wake, shared_.versions);
    analyst_ = std::make_unique<analysis::Analyst>(
        [this](RunId run) -> analysis::Analyst::Material {
            const auto found = find(run);
            if (!found) return {};
            return {found->weights(), found->dataset(), found->snapshot()->config};
        },
        shared_.wake, shared_.versions);
}

LabOfRuns::~LabOfRuns() {
    // All are told first, then joined: stopping takes as long as the slowest step, not as long as
    // all together.
    for (const auto& [id, run] : runs_) run->request_stop();
    explorer_.reset();
    analyst_.reset();
    embedder_->close();
}

RunId LabOfRuns::create(const RunConfig& config, const RunOptions& options) {
    return start(config, options, {});
}

RunId LabOfRuns::fork(RunId parent, const RunConfig& config, const RunOptions& options) {
    const auto found = find(parent);
    if (!found) throw std::invalid_argument("The run to fork is no longer there.");
    if (options.from_step < 0) return start(config, options, {false, found->weights(), ""});
    const std::string folder = found->snapshot()->kept->folder;
    if (folder.empty())
        throw std::invalid_argument(
            "That run keeps no checkpoints: a fork can only start from where it is now.");
    return start(config, options, {false, nullptr, folder});
}

RunId LabOfRuns::open(const std::string& folder, const RunOptions& options) {
    RunOptions settled = options;
    std::error_code error;
    const auto whole = std::filesystem::absolute(folder, error);
    settled.folder = error ? folder : whole.lexically_normal().string();
    return admit({}, settled, {true, nullptr, ""});
}

RunId LabOfRuns::start(const RunConfig& config, const RunOptions& options, RunOrigin origin) {
    RunConfig whole = with_defaults(*catalog_, config);
    // A file's path is kept whole, so that the config means the same from any folder.
    std::error_code error;
    if (const std::string data = whole.text("data");
        !latent::find(catalog_->datasets, data) && std::filesystem::exists(data, error))
        whole.set("data", std::filesystem::absolute(data, error).string());
    if (auto problems = validate(*catalog_, whole); !problems.empty())
        throw InvalidConfig(std::move(problems));
    RunOptions settled = options;
    if (settled.about.created.empty()) settled.about.created = time_now();
    return admit(whole, settled, std::move(origin));
}

RunId LabOfRuns::admit(const RunConfig& config, const RunOptions& options, RunOrigin origin) {
    sweep_up();
    auto run = std::make_shared<Run>(config, options, std::move(origin), shared_);
    std::lock_guard lock(mutex_);
    const RunId id{next_id_++};
    runs_[id] = std::move(run);
    return id;
}

void LabOfRuns::post(RunId run, const Command& command) {
    const auto found = find(run);
    if (!found) return;
    if (found->snapshot()->kept->watched && !std::holds_alternative<Describe>(command))
        throw std::invalid_argument(
            "Another program is training this run: here it can be looked at, not trained. Stop it "
            "there first.");
    if (const auto* set = std::get_if<SetParam>(&command)) check_live(*found, *set);
    found->post(command);
}

void LabOfRuns::check_live(const Run& run, const SetParam& command) const {
    const auto config = run.snapshot()->config;
    if (!config) throw std::invalid_argument("This run is still being opened.");
    for (const auto& [path, spec] : specs_of(*catalog_, *config)) {
        if (path != command.path) continue;
        if (!spec.live)
            throw std::invalid_argument(spec.label +
                                        " cannot be changed while training; it needs a new run.");
        if (const std::string sentence = complaint(spec, command.value); !sentence.empty())
            throw std::invalid_argument(sentence);
        return;
    }
    throw std::invalid_argument("This run has no setting '" + command.path + "'.");
}

std::shared_ptr<const Snapshot> LabOfRuns::snapshot(RunId run) const {
    const auto found = find(run);
    return found ? found->snapshot() : nullptr;
}

std::vector<RunId> LabOfRuns::runs() const {
    std::vector<RunId> ids;
    list_runs(ids);
    return ids;
}

void LabOfRuns::list_runs(std::vector<RunId>& into) const {
    sweep_up();
    std::lock_guard lock(mutex_);
    into.clear();
    for (const auto& entry : runs_) into.push_back(entry.first);
}

void LabOfRuns::remove(RunId run) {
    {
        std::lock_guard lock(mutex_);
        const auto found = runs_.find(run);
        if (found == runs_.end()) return;
        found->second->request_stop();
        leaving_.push_back(std::move(found->second));
        runs_.erase(found);
    }
    explorer_->forget(run);
    analyst_->forget(run);
    embedder_->forget(run);
    sweep_up();
}

// Joins those that have stopped; the others wait for the next call (a window asks for runs() at
// every frame) or the end.
void LabOfRuns::sweep_up() const {
    std::vector<std::shared_ptr<Run>> stopped;
    std::lock_guard lock(mutex_);
    const auto gone = std::stable_partition(leaving_.begin(), leaving_.end(),
                                            [](const auto& run) { return !run->stopped(); });
    std::move(gone, leaving_.end(), std::back_inserter(stopped));
    leaving_.erase(gone, leaving_.end());
}

bool LabOfRuns::any_leaving() const {
    sweep_up();
    std::lock_guard lock(mutex_);
    return !leaving_.empty();
}

std::uint64_t LabOfRuns::ask(RunId run, const std::string& channel, Question question) {
    return explorer_->ask(run, channel, std::move(question));
}

std::shared_ptr<const Answer> LabOfRuns::answer(RunId run, const std::string& channel) const {
    return explorer_->answer(run, channel);
}

void LabOfRuns::analyse(RunId run, const std::string& analysis) {
    if (!latent::find(catalog_->analyses, analysis))
        throw std::invalid_argument("There is no analysis '" + analysis + "'.");
    if (find(run)) analyst_->analyse(run, analysis);
}

void LabOfRuns::cancel_analysis(RunId run, const std::string& analysis) {
    analyst_->cancel(run, analysis);
}

std::shared_ptr<const AnalysisResult> LabOfRuns::analysis(RunId run,
                                                          const std::string& analysis) const {
    return analyst_->result(run, analysis);
}

void LabOfRuns::embed(RunId run, const EmbeddingOptions& options) {
    if (find(run)) embedder_->embed(run, options);
}

void LabOfRuns::stop_embedding() { embedder_->stop(); }

std::shared_ptr<const Embedding> LabOfRuns::embedding(RunId run) const {
    return embedder_->embedding(run);
}

void LabOfRuns::on_news(std::function<void()> wake) {
    std::lock_guard lock(mutex_);
    wake_ = std::move(wake);
}

std::shared_ptr<Run> LabOfRuns::find(RunId run) const {
    std::lock_guard lock(mutex_);
    const auto found = runs_.find(run);
    return found == runs_.end() ? nullptr : found->second;
}

}  // namespace latent::training
