// A panel: reads a snapshot, draws, asks. It sees exactly what is in PanelContext, never the
// application.
//
// Panels keep no state between frames that the user would miss: that lives in UiState. draw() only
// draws and sends requests; it never waits and never computes for longer than a frame. Thread: UI.
#pragma once

#include <imgui.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "latent/analysis.h"
#include "latent/catalog.h"
#include "latent/lab.h"
#include "latent/snapshot.h"
#include "state/ui_state.h"
#include "widgets/textures.h"
#include "widgets/theme.h"

namespace latent::app {

// What was found out about data: what it is, or in a sentence why it cannot be used and how to get
// it.
struct Described {
    std::optional<DatasetInfo> info;
    std::string trouble;
};

// A picture file as a sample in the shape of the run's data, or in a sentence why it cannot be one.
struct ReadPicture {
    Samples sample;
    std::string trouble;
};

// A run to be started: its settings and what is said of it.
struct NewRun {
    RunConfig config;
    RunAbout about;
};

// A run folder of the window's library, that may be opened.
struct KeptRun {
    std::string folder, name, note;
    std::string date;     // "2026-11-21", when it was last written
    std::string figures;  // "step 12,340, held-out loss 20.31"
};

// What a panel may ask for. Everything goes to the run shown unless it says otherwise.
class Requests {
 public:
    virtual ~Requests() = default;

    virtual void send(const Command& command) = 0;

    // Explorer questions; see latent/explorer.h.
    virtual std::uint64_t ask(const std::string& channel, Question question) = 0;
    virtual std::shared_ptr<const Answer> answer(const std::string& channel) const = 0;

    // Analyses of the run shown; see latent/analysis.h. analysis() is the newest state of it, or
    // null when it was never asked for.
    virtual void analyse(const std::string& analysis) = 0;
    virtual void cancel_analysis(const std::string& analysis) = 0;
    virtual std::shared_ptr<const AnalysisResult> analysis(const std::string& analysis) const = 0;

    // t-SNE of the run shown; see latent/embedding.h. Ask in every frame in which it is seen: it
    // stops when nobody does.
    virtual void embed(const EmbeddingOptions& options) = 0;
    virtual void stop_embedding() = 0;
    virtual std::shared_ptr<const Embedding> embedding() const = 0;

    // A picture file (PNG, JPEG) as a sample in the shape of the data shown. Null while it is being
    // read in the background: ask again in a later frame, which will come by itself.
    virtual std::shared_ptr<const ReadPicture> read_picture(const std::string& path) = 0;

    // Saves what this rectangle of the window shows after this frame as a PNG file called
    // NAME.png. Exported files go to the user's folder of exports and never over one that is there;
    // a notice in the status bar says where they are, or in a sentence why they could not be
    // written.
    virtual void save_picture(ImVec2 min, ImVec2 max, const std::string& name) = 0;
    // Writes a file called NAME (with its ending) in the background: `write` is called with the
    // path of a temporary file that then takes the name, and throws std::runtime_error with a
    // sentence. It must own all it needs.
    virtual void save_file(const std::string& name,
                           std::function<void(const std::string& path)> write) = 0;

    // Describes data by id or path. Null while that is being found out in the background: ask
    // again in a later frame, which will come by itself.
    virtual std::shared_ptr<const Described> describe_data(const std::string& data) = 0;

    // Starts a run beside the others and shows it. A config with problems becomes a notice in the
    // status bar.
    virtual void start_run(const RunConfig& config) = 0;
    // Starts a fork of the run shown (weights kept where shapes agree) and shows it.
    virtual void fork_run(const RunConfig& config) = 0;
    virtual void show_run(RunId run) = 0;
    // Closes a run; what is kept of it stays on disk.
    virtual void remove_run(RunId run) = 0;
    // In the order in which they were made. Until it is asked again: whoever closes some of them
    // goes through a copy.
    virtual const std::vector<RunId>& runs() const = 0;
    virtual std::shared_ptr<const Snapshot> snapshot_of(RunId run) const = 0;

    // The same of any run, shown or not: for panels over many runs.
    virtual void send(RunId run, const Command& command) = 0;
    virtual std::uint64_t ask(RunId run, const std::string& channel, Question question) = 0;
    virtual std::shared_ptr<const Answer> answer(RunId run, const std::string& channel) const = 0;
    virtual void analyse(RunId run, const std::string& analysis) = 0;
    virtual void cancel_analysis(RunId run, const std::string& analysis) = 0;
    virtual std::shared_ptr<const AnalysisResult> analysis(RunId run,
                                                           const std::string& analysis) const = 0;

    // Starts runs beside the others, a sweep for example, without showing any of them. All that can
    // be started are; problems become a notice.
    virtual std::vector<RunId> start_runs(const std::vector<NewRun>& runs) = 0;
    // A fork of any run, from its newest weights (step -1) or from its checkpoint of that step, which
    // trains on beside it. Is shown.
    virtual void fork_run(RunId parent, const RunConfig& config, std::int64_t step) = 0;
    // Opens a run folder, or all run folders in a folder (a sweep's), beside the others; those that
    // come into it later, too.
    virtual void open_runs(const std::string& folder) = 0;
    // Closes a run and moves its folder to the trash folder beside it.
    virtual void delete_run(RunId run) = 0;
    // The runs that the window has kept, the newest first. Null while they are being looked for: ask
    // again in a later frame, which will come by itself.
    virtual std::shared_ptr<const std::vector<KeptRun>> kept_runs() { return nullptr; }

    // Something of the panel's own is moving or about to change: draw another frame within that
    // many seconds, even if neither the user nor the engine does anything.
    virtual void redraw_within(double seconds) { static_cast<void>(seconds); }
};

struct PanelContext {
    const Snapshot& snapshot;  // of the run shown; the same one for every panel of a frame
    const Catalog& catalog;
    Requests& requests;
    UiState& ui;
    Textures& textures;
    PointCanvas& canvas;
    const Theme& theme;
    double now = 0;  // seconds, monotonic
    // The run shown as it is now, while `snapshot` is as it was (UiState::past_step); null: the same.
    const Snapshot* newest = nullptr;
    const Snapshot& present() const { return newest ? *newest : snapshot; }
};

class Panel {
 public:
    virtual ~Panel() = default;
    virtual const char* id() const = 0;     // "latent_map"
    virtual const char* title() const = 0;  // "Latent map"
    // Draws into the current ImGui window, whose content region is the panel's whole area.
    virtual void draw(PanelContext& context) = 0;
};

// Every registered panel (panels.inc), made anew, in the order of the list.
std::vector<std::unique_ptr<Panel>> make_panels();

}  // namespace latent::app
