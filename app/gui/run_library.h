// Where the window keeps its runs, so that nothing has to be saved by hand:
//
//   runs/2026-11-21 18.50 undercomplete, Fashion-MNIST, width 2/    a run folder each
//   trash/                                                          what was deleted
//   session.json                                                    what was open (gui/session.h)
//
// in $LATENT_HOME, else $XDG_DATA_HOME/latent-explorer, else ~/.local/share/latent-explorer.
//
// Thread: UI; folders are moved and removed on threads of their own, which the destructor waits
// for.
#pragma once

#include <ctime>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "gui/background_work.h"
#include "latent/about.h"
#include "latent/catalog.h"
#include "latent/run_config.h"

namespace latent::app {

std::filesystem::path usual_library();

// "undercomplete, Fashion-MNIST, width 2", or the name that the user has given: what a folder is
// called behind its date. No character that any file system refuses; at most some 100 bytes.
std::string folder_name(const Catalog& catalog, const RunConfig& config, const RunAbout& about);

// "2026-11-21 18.50", in local time.
std::string date_for_folder(std::time_t time);

// "2026-11-21T18:50:00Z": RunAbout::created.
std::string date_of_creation(std::time_t time);

// Moves a folder into `trash`, which is made when it is missing, under its own name or with a
// number behind it. Returns where it is now. Throws std::runtime_error with a sentence.
std::filesystem::path move_to_trash(const std::filesystem::path& folder,
                                    const std::filesystem::path& trash);

class RunLibrary {
 public:
    // `told` is called on another thread whenever there is a sentence: wake the event loop, nothing
    // more.
    RunLibrary(std::filesystem::path home, std::function<void()> told);

    const std::filesystem::path& home() const { return home_; }
    std::filesystem::path runs() const { return home_ / "runs"; }
    std::filesystem::path session_file() const { return home_ / "session.json"; }
    // Of a run folder: this library's own, or one beside a folder from elsewhere.
    std::filesystem::path trash_for(const std::filesystem::path& folder) const;

    // Makes an empty folder of a name that nobody else has. One call to the system a run that is
    // started. Throws std::runtime_error with a sentence.
    std::string new_folder(const std::string& name, std::time_t now);

    // A folder that is no longer used: to the trash, or, where nothing was ever learnt in it,
    // removed.
    struct Left {
        std::string folder;
        bool to_trash = true;
    };
    // In the background, in this order.
    void put_away(std::vector<Left> folders);

    // What went wrong, since it was last asked.
    std::vector<std::string> take_sentences() { return clearing_.take_sentences(); }

 private:
    const std::filesystem::path home_;
    ReportingWork clearing_;
};

}  // namespace latent::app
