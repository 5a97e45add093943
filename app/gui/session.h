// What was open when the window was closed, so that it comes back at the next start: the runs, the
// one shown, and every field of state/kept_fields.h.
//
//   session.json   {"latent_explorer_session": 1, "runs": [{"number": 3, "folder": "runs/..."}],
//                   "window": [1280, 800], "choices": {"theme": "night", ...}}
//
// Folders inside the library are written relative to it, so that it may be moved as a whole.
// Numbers are those by which the choices name runs.
//
// Thread: UI; files are written on a thread of their own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <future>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "state/kept_fields.h"
#include "state/ui_state.h"

namespace latent::app {

struct SessionRun {
    std::int64_t number = 0;
    std::string folder;  // absolute
    bool operator==(const SessionRun& o) const { return number == o.number && folder == o.folder; }
};

struct Session {
    std::vector<SessionRun> runs;  // in the order of the window
    int width = 0, height = 0;     // of the window, in its own coordinates; 0: not known
    std::map<std::string, std::string> choices;  // JSON text by the id of the field
    bool operator==(const Session& o) const {
        return runs == o.runs && width == o.width && height == o.height && choices == o.choices;
    }
    bool operator!=(const Session& o) const { return !(*this == o); }
};

std::string session_text(const Session& session, const std::filesystem::path& library);
// Throws std::runtime_error with a sentence for what is no session, or one of a newer program.
// Entries that are not what they should be are left out.
Session session_from(const std::string& text, const std::filesystem::path& library);

// The choices, and how they are made again. `scopes` says which are wanted.
void put_choices(Session& session, const std::vector<std::string>& texts);
void take_choices(const Session& session, UiState& ui, const RunOf& run_of,
                  const std::function<bool(KeptScope)>& scopes);

class SessionFile {
 public:
    // Of this window alone: another one that has the same library open neither reads nor writes it
    // (ours() is false then, or when the library cannot be made).
    explicit SessionFile(std::filesystem::path library);
    ~SessionFile();  // waits for what is being written
    SessionFile(const SessionFile&) = delete;
    SessionFile& operator=(const SessionFile&) = delete;

    bool ours() const { return lock_ >= 0; }
    bool taken() const { return taken_; }  // by another window

    // Once, at the start: a few kB. What cannot be read is put aside under another name and said in
    // `sentence`.
    struct Read {
        std::optional<Session> session;
        std::string sentence;
    };
    Read read();

    // In the background, unless it is what was written last. False while another is being written:
    // to be asked again.
    bool save(const Session& session);
    // The same, done when it returns: as the window closes.
    void save_now(const Session& session);

 private:
    bool busy() const;

    const std::filesystem::path library_;
    int lock_ = -1;
    bool taken_ = false;
    std::string written_;
    std::future<bool> writing_;  // false: it could not be written
};

}  // namespace latent::app
