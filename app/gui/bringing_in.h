// What comes into the window from outside: what is dropped on it, and what is pasted.
//
// A picture goes onto the canvas, to be encoded; a folder of runs is opened; anything else is data to
// train on. Files are looked at in the background, so that what was dropped is opened in a later
// frame. Thread: UI; the destructor waits for what is being pasted.
#pragma once

#include <functional>
#include <future>
#include <string>
#include <vector>

#include "gui/clipboard.h"
#include "gui/describer.h"
#include "gui/lab_requests.h"
#include "gui/picture_reader.h"
#include "state/ui_state.h"
#include "workspaces/workspace.h"

namespace latent::app {

class BringingIn {
 public:
    // `told` is called on another thread whenever something has come: wake the event loop, nothing
    // more.
    BringingIn(LabRequests& requests, UiState& ui, const std::vector<Workspace>& workspaces,
               std::function<void()> told);

    // Until then there is nothing to bring anything into.
    void connect(const Catalog& catalog, Describer& describer, PictureReader& pictures) {
        catalog_ = &catalog, describer_ = &describer, pictures_ = &pictures;
    }

    // In every frame: the paths dropped on the window since the last.
    void dropped(const std::vector<std::string>& paths, const Snapshot& snapshot, double now);

    // In every frame. `wanted`: Ctrl+V was pressed; `text`: what the clipboard says then, or null. A
    // picture on the clipboard comes in a later frame.
    void pasted(bool wanted, const std::function<const char*()>& text, const Snapshot& snapshot);

 private:
    void take(const std::vector<std::string>& paths, const Snapshot& snapshot, double now);
    void open(const Snapshot& snapshot, double now);
    bool bring_picture(const std::string& picture, const Snapshot& snapshot);

    LabRequests& requests_;
    UiState& ui_;
    const std::vector<Workspace>& workspaces_;
    const std::function<void()> told_;
    const Catalog* catalog_ = nullptr;
    Describer* describer_ = nullptr;
    PictureReader* pictures_ = nullptr;
    std::string waiting_;                    // the file or folder to open once it is described
    std::future<ClipboardPicture> pasting_;  // last: rings until it is joined
};

}  // namespace latent::app
