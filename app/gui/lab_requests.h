// The panels' requests, carried out on the Lab. Before the engine is loaded it knows no run and
// ignores what is asked.
//
// It also keeps the time from an input of the user to the frame that shows the explorer's answer to
// it. Thread: UI.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gui/describer.h"
#include "gui/picture_reader.h"
#include "gui/run_finder.h"
#include "gui/run_library.h"
#include "gui/saver.h"
#include "latent/lab.h"
#include "latent/named_of_runs.h"
#include "panels/panel.h"
#include "state/undo.h"

namespace latent::app {

class LabRequests final : public Requests {
 public:
    explicit LabRequests(UiState& ui) : ui_(ui) {}

    // Without a describer no data is known.
    void connect(Lab& lab, Describer* describer = nullptr) {
        lab_ = &lab;
        describer_ = describer;
    }
    // Without them no picture is read and nothing is saved.
    void connect(PictureReader* pictures) { pictures_ = pictures; }
    void connect(Saver* saver) { saver_ = saver; }
    // Without them runs are not kept, and none is found. The catalog names the folders.
    void connect(RunLibrary* library, RunFinder* finder, const Catalog* catalog) {
        library_ = library, finder_ = finder, catalog_ = catalog;
    }
    void disconnect() {
        lab_ = nullptr, describer_ = nullptr;
        pictures_ = nullptr, saver_ = nullptr;
        library_ = nullptr, finder_ = nullptr, catalog_ = nullptr;
    }

    // What a run that is started is to be kept in, and when it was made: for whoever starts one
    // himself. Makes the folder; a notice says so when it cannot.
    RunOptions keeping(const RunConfig& config, RunAbout about = {});
    // Starts one with these options. Throws what the Lab throws.
    RunId make_run(const RunConfig& config, const RunOptions& options);
    // A run that the Lab has opened from this folder, or made in it.
    void is_kept_in(RunId run, const std::string& folder) { folders_[run] = folder; }
    // "" for one that is not kept.
    std::string folder_of(RunId run) const;
    // Nothing was ever learnt in it, and this program made it: its folder goes when it is closed.
    bool leaves_nothing(RunId run) const;
    // Of runs that were closed; to be put away when they have stopped.
    std::vector<RunLibrary::Left> take_left() { return std::exchange(left_, {}); }
    // A path dropped on the window: opened where it holds runs; otherwise among the others, in a
    // later frame.
    void open_dropped(const std::string& path);
    std::vector<std::string> take_others() { return std::exchange(others_, {}); }
    // Live settings sent to runs, and what was said of them, since it was last asked.
    std::vector<SentSetting> take_sent() { return std::exchange(sent_, {}); }

    // One of those, sent again: for undo.
    void take_back(RunId run, const std::string& path, const ParamValue& value);

    // Before and after the panels are drawn. `input_at`: time of the user's input that caused the
    // frame, or < 0.
    void begin_frame(double now, double input_at);
    // Seconds within which a panel asked for another frame, or < 0.
    double wanted_redraw() const { return wanted_redraw_; }
    // Pictures of the window that were asked for, for whoever can read what is drawn.
    struct WantedPicture {
        ImVec2 min, max;
        std::string name;  // without its ending
    };
    std::vector<WantedPicture> take_wanted_pictures() {
        return std::exchange(wanted_pictures_, {});
    }
    bool wants_pictures() const { return !wanted_pictures_.empty(); }
    // The frame is on screen: seconds since the input for every answer that it was the first to
    // show.
    std::vector<double> frame_presented(double now);
    // The input that caused this frame made a panel ask the explorer, who answers within
    // milliseconds.
    bool asked_for_input() const { return asked_for_input_; }
    // True when every question asked has been answered (by weights of `step` or later, for one that
    // is paused there).
    bool all_answered(std::int64_t step) const;

    void send(const Command& command) override;
    std::uint64_t ask(const std::string& channel, Question question) override;
    std::shared_ptr<const Answer> answer(const std::string& channel) const override;
    void analyse(const std::string& analysis) override;
    void cancel_analysis(const std::string& analysis) override;
    std::shared_ptr<const AnalysisResult> analysis(const std::string& analysis) const override;
    void embed(const EmbeddingOptions& options) override;
    void stop_embedding() override;
    std::shared_ptr<const Embedding> embedding() const override;
    std::shared_ptr<const ReadPicture> read_picture(const std::string& path) override;
    void save_picture(ImVec2 min, ImVec2 max, const std::string& name) override;
    void save_file(const std::string& name,
                   std::function<void(const std::string& path)> write) override;
    std::shared_ptr<const Described> describe_data(const std::string& data) override;
    void start_run(const RunConfig& config) override;
    void fork_run(const RunConfig& config) override;
    void show_run(RunId run) override;
    void remove_run(RunId run) override;
    const std::vector<RunId>& runs() const override;
    std::shared_ptr<const Snapshot> snapshot_of(RunId run) const override;
    void send(RunId run, const Command& command) override;
    std::uint64_t ask(RunId run, const std::string& channel, Question question) override;
    std::shared_ptr<const Answer> answer(RunId run, const std::string& channel) const override;
    void analyse(RunId run, const std::string& analysis) override;
    void cancel_analysis(RunId run, const std::string& analysis) override;
    std::shared_ptr<const AnalysisResult> analysis(RunId run,
                                                   const std::string& analysis) const override;
    std::vector<RunId> start_runs(const std::vector<NewRun>& runs) override;
    void fork_run(RunId parent, const RunConfig& config, std::int64_t step) override;
    void open_runs(const std::string& folder) override;
    void delete_run(RunId run) override;
    std::shared_ptr<const std::vector<KeptRun>> kept_runs() override;
    void redraw_within(double seconds) override;

    void notice(const std::string& sentence);

 private:
    int free_colour() const;
    template <class Make>
    RunId make_run(const RunConfig& config, const RunAbout& about, std::int64_t from_step,
                   Make make);
    void open_found(const RunFinder::Found& found);
    void open_later(const RunFinder::Found& found);
    RunId open_in(const std::string& folder) const;
    RunId open_anew(const std::string& folder);
    void close(RunId run, bool to_trash);
    void put_away();
    void remember(RunId run, const SetParam& setting);
    void remember(RunId run, const RunAbout& about);
    RunAbout about_of(RunId run) const;

    struct Asked {
        std::uint64_t ticket = 0;
        mutable double input_at = -1;  // of the oldest input whose answer no panel has fetched
        mutable double shown_at = -1;  // of the input whose answer a panel fetched in this frame
    };

    UiState& ui_;
    Lab* lab_ = nullptr;
    Describer* describer_ = nullptr;
    RunId embedded_ = RunId::none;  // whose codes are being embedded
    EmbeddingOptions embedding_options_;
    bool embedding_is_seen_ = false;  // asked for in this frame
    PictureReader* pictures_ = nullptr;
    Saver* saver_ = nullptr;
    RunLibrary* library_ = nullptr;
    RunFinder* finder_ = nullptr;
    const Catalog* catalog_ = nullptr;
    mutable std::vector<RunId> runs_;       // as runs() found them last
    std::map<RunId, std::string> folders_;  // "": not kept
    std::set<RunId> made_;                  // by this program
    std::vector<RunLibrary::Left> left_;
    std::vector<std::string> others_;
    std::vector<SentSetting> sent_;
    std::map<RunId, std::pair<RunAbout, double>> said_;  // on its way: what, and until when
    std::vector<WantedPicture> wanted_pictures_;
    bool asked_for_input_ = false;
    double now_ = 0, input_at_ = -1, wanted_redraw_ = -1;
    NamedOfRuns<Asked> asked_;
};

}  // namespace latent::app
