// What stands in for the application, the graphics card and the engine while a panel is drawn in a
// test.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "panels/panel.h"
#include "sample_snapshots.h"

namespace latent::test {

// Remembers everything that was asked for.
class RecordingRequests final : public app::Requests {
 public:
    void send(const Command& command) override { commands.push_back(command); }
    std::uint64_t ask(const std::string& channel, Question question) override {
        questions.emplace_back(channel, std::move(question));
        return questions.size();
    }
    std::shared_ptr<const Answer> answer(const std::string& channel) const override {
        const auto found = answers.find(channel);
        return found == answers.end() ? nullptr : found->second;
    }
    void analyse(const std::string& analysis) override { analysed.push_back(analysis); }
    void cancel_analysis(const std::string& analysis) override { cancelled.push_back(analysis); }
    std::shared_ptr<const AnalysisResult> analysis(const std::string& analysis) const override {
        const auto found = results.find(analysis);
        return found == results.end() ? nullptr : found->second;
    }
    void embed(const EmbeddingOptions& options) override { embedded.push_back(options); }
    void stop_embedding() override { ++embeddings_stopped; }
    std::shared_ptr<const Embedding> embedding() const override { return the_embedding; }
    std::shared_ptr<const app::ReadPicture> read_picture(const std::string& path) override {
        const auto found = pictures.find(path);
        return found == pictures.end() ? nullptr : found->second;
    }
    void save_picture(ImVec2 min, ImVec2 max, const std::string& name) override {
        saved_pictures.push_back({min, max, name});
    }
    void save_file(const std::string& name,
                   std::function<void(const std::string& path)> write) override {
        saved_files.emplace_back(name, std::move(write));
    }
    std::shared_ptr<const app::Described> describe_data(const std::string& data) override {
        described.insert(data);
        if (slow.count(data)) return nullptr;
        const auto found = files.find(data);
        if (found != files.end())
            return std::make_shared<app::Described>(app::Described{found->second, ""});
        return std::make_shared<app::Described>(app::Described{
            std::nullopt, data + " is not installed. Fetch it with: ./dev data " + data});
    }
    void start_run(const RunConfig& config) override { started.push_back(config); }
    void fork_run(const RunConfig& config) override { forked.push_back(config); }
    void show_run(RunId run) override { shown.push_back(run); }
    void remove_run(RunId run) override { removed.push_back(run); }
    const std::vector<RunId>& runs() const override {
        listed.clear();
        for (const auto& entry : others) listed.push_back(entry.first);
        return listed;
    }
    std::shared_ptr<const Snapshot> snapshot_of(RunId run) const override {
        const auto found = others.find(run);
        return found == others.end() ? nullptr : found->second;
    }

    // Of runs by their id.
    void send(RunId run, const Command& command) override { commands_to[run].push_back(command); }
    std::uint64_t ask(RunId run, const std::string& channel, Question question) override {
        questions_to.push_back({run, channel, std::move(question)});
        return questions_to.size();
    }
    std::shared_ptr<const Answer> answer(RunId run, const std::string& channel) const override {
        const auto found = answers_of.find({run, channel});
        return found == answers_of.end() ? nullptr : found->second;
    }
    void analyse(RunId run, const std::string& analysis) override {
        analysed_of.emplace_back(run, analysis);
    }
    void cancel_analysis(RunId run, const std::string& analysis) override {
        cancelled_of.emplace_back(run, analysis);
    }
    std::shared_ptr<const AnalysisResult> analysis(RunId run,
                                                   const std::string& analysis) const override {
        const auto found = results_of.find({run, analysis});
        return found == results_of.end() ? nullptr : found->second;
    }
    std::vector<RunId> start_runs(const std::vector<app::NewRun>& runs) override {
        std::vector<RunId> ids;
        for (const app::NewRun& run : runs) {
            started_runs.push_back(run);
            ids.push_back(RunId(1000 + std::int64_t(started_runs.size())));
        }
        return ids;
    }
    void fork_run(RunId parent, const RunConfig& config, std::int64_t step) override {
        forks.push_back({parent, config, step});
    }
    void open_runs(const std::string& folder) override { opened.push_back(folder); }
    void delete_run(RunId run) override { deleted.push_back(run); }

    void redraw_within(double seconds) override { redraws.push_back(seconds); }

    // The last DecodeCodes asked on a channel, or nullptr.
    const DecodeCodes* last_decode(const std::string& channel) const {
        for (auto question = questions.rbegin(); question != questions.rend(); ++question)
            if (question->first == channel)
                if (const auto* decode = std::get_if<DecodeCodes>(&question->second)) return decode;
        return nullptr;
    }
    // How often something was asked on a channel.
    int asked(const std::string& channel) const {
        int found = 0;
        for (const auto& question : questions) found += question.first == channel;
        return found;
    }
    // The last question of a kind on a channel, or nullptr.
    template <class Wanted>
    const Wanted* last(const std::string& channel) const {
        for (auto question = questions.rbegin(); question != questions.rend(); ++question)
            if (question->first == channel)
                if (const auto* found = std::get_if<Wanted>(&question->second)) return found;
        return nullptr;
    }
    // The ticket of the last question on a channel.
    std::uint64_t ticket(const std::string& channel) const {
        for (std::size_t i = questions.size(); i > 0; --i)
            if (questions[i - 1].first == channel) return i;
        return 0;
    }
    template <class Wanted>
    int count() const {
        int found = 0;
        for (const Command& command : commands) found += std::holds_alternative<Wanted>(command);
        return found;
    }

    std::vector<Command> commands;
    std::vector<std::pair<std::string, Question>> questions;
    std::map<std::string, std::shared_ptr<const Answer>> answers;
    std::vector<std::string> analysed, cancelled;
    std::map<std::string, std::shared_ptr<const AnalysisResult>> results;
    std::map<std::string, DatasetInfo> files;
    std::set<std::string> described;  // all that was asked about
    std::set<std::string> slow;       // what is still being looked at
    struct SavedPicture {
        ImVec2 min, max;
        std::string name;
    };
    std::vector<EmbeddingOptions> embedded;
    int embeddings_stopped = 0;
    std::shared_ptr<const Embedding> the_embedding;
    std::map<std::string, std::shared_ptr<const app::ReadPicture>> pictures;
    std::vector<double> redraws;
    std::vector<SavedPicture> saved_pictures;
    std::vector<std::pair<std::string, std::function<void(const std::string& path)>>> saved_files;
    struct AskedOf {
        RunId run;
        std::string channel;
        Question question;
    };
    struct Fork {
        RunId parent;
        RunConfig config;
        std::int64_t step;
    };
    std::map<RunId, std::vector<Command>> commands_to;
    std::vector<AskedOf> questions_to;
    std::map<std::pair<RunId, std::string>, std::shared_ptr<const Answer>> answers_of;
    std::vector<std::pair<RunId, std::string>> analysed_of, cancelled_of;
    std::map<std::pair<RunId, std::string>, std::shared_ptr<const AnalysisResult>> results_of;
    std::vector<app::NewRun> started_runs;
    std::vector<Fork> forks;
    std::vector<std::string> opened;
    std::vector<RunId> deleted;
    std::vector<RunConfig> started, forked;
    std::vector<RunId> shown, removed;
    std::map<RunId, std::shared_ptr<const Snapshot>> others;
    mutable std::vector<RunId> listed;  // the others, as they were asked for last
};

class NoTextures final : public app::Textures {
 public:
    app::Picture image(const Samples& batch, int i) override {
        asked += i >= 0 && i < batch.count;
        return {};
    }
    app::Picture computed(const std::string&, std::uint64_t, int, int,
                          const std::uint8_t*) override {
        return {};
    }
    int asked = 0;
};

class NoCanvas final : public app::PointCanvas {
 public:
    app::Picture draw(const app::PointsView&) override { return {}; }
};

// All that a panel sees, in one place.
struct PanelWorld {
    explicit PanelWorld(Snapshot with, float scale = 1, app::ThemeKind kind = app::ThemeKind::paper)
        : snapshot(std::move(with)), theme(app::make_theme(kind, scale)) {
        ui.shown = RunId(1);
        ui.workspaces = {{"explore", "Explore"}};
    }
    app::PanelContext context() {
        return {snapshot, catalog, requests, ui, textures, canvas, theme, now};
    }

    Snapshot snapshot;
    Catalog catalog = sample_catalog();
    RecordingRequests requests;
    app::UiState ui;
    NoTextures textures;
    NoCanvas canvas;
    app::Theme theme;
    double now = 100;
};

}  // namespace latent::test
