// What the user has chosen in the window, field by field, as text: one list for the session that
// comes back at the next start (gui/session.h) and for undo (state/undo.h).
//
// A field knows its place in UiState, and how it is written as JSON and read again. What it writes
// is the user's doing alone: a camera that follows the codes and sliders that follow a sample are
// not written, so that two texts differ only where somebody has chosen something. A new choice of
// the user is one entry in kept_window.cpp, kept_samples.cpp or kept_runs.cpp.
//
// Thread: UI. Errors: none; text that is no such field leaves the choice as it is.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "state/ui_state.h"

namespace latent::app {

enum class KeptScope {
    window,   // what the window looks like, whatever it shows
    samples,  // says something of the samples shown
    runs      // says something of single runs
};

// The run that was called so when the text was written, or none where it is not there any more.
using RunOf = std::function<RunId(std::int64_t)>;

struct KeptField {
    const char* id;    // in session.json
    const char* name;  // "Undone: `name`"
    KeptScope scope = KeptScope::window;
    bool undoable = true;
    std::function<std::string(const UiState&)> write;
    std::function<void(UiState&, const std::string& text, const RunOf&)> read;
    // Where writing is dear: another number whenever the text would differ. May be empty.
    std::function<std::uint64_t(const UiState&)> version = {};
};

// All of them, in the order in which they are to be read: the selection before what depends on the
// data it is of, axes before the camera that looks along them.
const std::vector<KeptField>& kept_fields();

// The texts of all fields, in their order. Writes no more anew than it must.
class KeptTexts {
 public:
    const std::vector<std::string>& of(const UiState& ui);

 private:
    std::vector<std::string> texts_;
    std::vector<std::uint64_t> versions_;
};

}  // namespace latent::app
