// The panels' requests, carried out on the Lab. Before the engine is loaded it knows no run and
// ignores what is asked.
//
// It also keeps the time from an input of the user to the frame that shows the explorer's answer to
// it. Thread: UI.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gui/describer.h"
#include "gui/picture_reader.h"
#include "gui/saver.h"
#include "latent/lab.h"
#include "panels/panel.h"

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
    void disconnect() {
        lab_ = nullptr, describer_ = nullptr;
        pictures_ = nullptr, saver_ = nullptr;
    }

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
    // The frame is on screen: seconds since the input for every answer that it was the first to
    // show.
    std::vector<double> frame_presented(double now);
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
    std::vector<RunId> runs() const override;
    std::shared_ptr<const Snapshot> snapshot_of(RunId run) const override;
    void redraw_within(double seconds) override;

    void notice(const std::string& sentence);

 private:
    template <class Make>
    void make_run(Make make);

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
    std::vector<WantedPicture> wanted_pictures_;
    double now_ = 0, input_at_ = -1, wanted_redraw_ = -1;
    std::map<std::pair<RunId, std::string>, Asked> asked_;
};

}  // namespace latent::app
