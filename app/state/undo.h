// Undo and redo of what the user changes in the window: every undoable field of kept_fields.h, live
// settings that were sent to a run, and what was said of one (about_settings.h). Training is never
// taken back.
//
// Nothing tells it what changed: it compares the texts of the fields before and after the frames in
// which input came. A drag or a word typed is one step: a change is settled when the mouse button
// is let go, or when nothing has changed for 0.4 s. What changes by itself, between inputs or
// because another run is shown, is no step.
//
//   begin(...)   what a frame finds; not needed in frames without input, while nothing waits
//   end(...)     what it leaves
//
// Thread: UI.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "latent/lab.h"
#include "state/kept_fields.h"
#include "state/ui_state.h"

namespace latent::app {

// A live setting that the user has sent to a run, or what he said of it.
struct SentSetting {
    RunId run = RunId::none;
    std::string path;
    ParamValue before, after;
};

class Undo {
 public:
    static constexpr std::size_t kMostSteps = 200;
    static constexpr double kSettles = 0.4;  // seconds

    // Input came in this frame, or so recently that its effect may still be due.
    bool watching(bool input, double now);
    void begin(const std::vector<std::string>& texts, RunId shown);
    void end(const std::vector<std::string>& texts, RunId shown, bool held, double now);
    void sent(const SentSetting& setting, double now);

    // In how many seconds end() should be called once more, or < 0.
    double wants_frame(double now) const;

    // Takes the last step back, or makes it again: the fields in `ui` and, through `send`, live
    // settings. `exists`: whether a run is still there; what was said of others is left out. The
    // sentence for the user, "Undone: the selection."; "There is nothing to undo.".
    using Send = std::function<void(RunId, const std::string& path, const ParamValue&)>;
    std::string undo(UiState& ui, const std::function<bool(RunId)>& exists, const Send& send);
    std::string redo(UiState& ui, const std::function<bool(RunId)>& exists, const Send& send);

    std::size_t steps() const { return done_.size() + (waits() ? 1 : 0); }
    std::size_t undone() const { return undone_.size(); }

 private:
    struct Change {
        std::size_t field;
        std::string before, after;
    };
    struct Step {
        std::vector<Change> fields;
        std::vector<SentSetting> settings;
    };
    bool waits() const { return waiting_ || !sent_.empty(); }
    void settle();
    std::string apply(const Step& step, bool back, const char* word, UiState& ui,
                      const std::function<bool(RunId)>& exists, const Send& send);

    std::vector<std::string> settled_, newest_;  // texts: of the last step, of the last frame
    std::vector<SentSetting> sent_;              // since the last step
    bool waiting_ = false;                       // newest_ differs from settled_
    bool held_ = false;
    RunId shown_ = RunId::none;
    double input_at_ = -1e9, changed_at_ = 0;
    std::deque<Step> done_;
    std::vector<Step> undone_;
};

}  // namespace latent::app
