#include "gui/session.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "export/whole_file.h"
#include "state/kept_json.h"

namespace latent::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int kVersion = 1;
constexpr std::size_t kMostBytes = 16 << 20;
constexpr std::size_t kMostRuns = 1000;
const char* const kName = "session.json";
const char* const kMark = "latent_explorer_session";

// Below the library, or as it is.
std::string relative_to(const fs::path& library, const std::string& folder) {
    const std::string inside = library.string() + "/";
    return folder.compare(0, inside.size(), inside) == 0 ? folder.substr(inside.size()) : folder;
}

}  // namespace

std::string session_text(const Session& session, const fs::path& library) {
    json runs = json::array();
    for (const SessionRun& run : session.runs)
        runs.push_back({{"number", run.number}, {"folder", relative_to(library, run.folder)}});
    json choices = json::object();
    for (const auto& [id, text] : session.choices) {
        json value = parsed(text);
        if (!value.is_discarded()) choices[id] = std::move(value);
    }
    const json whole{{kMark, kVersion},
                     {"runs", std::move(runs)},
                     {"window", {session.width, session.height}},
                     {"choices", std::move(choices)}};
    return whole.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

Session session_from(const std::string& text, const fs::path& library) {
    const json whole = parsed(text);
    int version = 0;
    take(entry_of(whole, kMark), version, 1, 1e6);
    if (version < 1)
        throw std::runtime_error("The last session cannot be read: its file is damaged.");
    if (version > kVersion)
        throw std::runtime_error("The last session was of a newer Latent Explorer.");
    Session session;
    if (const json* runs = entry_of(whole, "runs"); runs && runs->is_array())
        for (const json& each : *runs) {
            SessionRun run;
            take(entry_of(each, "number"), run.number, 1, 1e15);
            take(entry_of(each, "folder"), run.folder);
            if (run.folder.empty() || session.runs.size() >= kMostRuns) continue;
            if (fs::path(run.folder).is_relative()) run.folder = (library / run.folder).string();
            session.runs.push_back(std::move(run));
        }
    if (const json* window = entry_of(whole, "window");
        window && window->is_array() && window->size() == 2) {
        take(&(*window)[0], session.width, 320, 16384);
        take(&(*window)[1], session.height, 200, 16384);
        if (session.width == 0 || session.height == 0) session.width = session.height = 0;
    }
    if (const json* choices = entry_of(whole, "choices"); choices && choices->is_object())
        for (const auto& [id, value] : choices->items())
            session.choices[id] = value.dump(-1, ' ', false, json::error_handler_t::replace);
    return session;
}

void put_choices(Session& session, const std::vector<std::string>& texts) {
    const std::vector<KeptField>& fields = kept_fields();
    for (std::size_t i = 0; i < fields.size() && i < texts.size(); ++i)
        session.choices[fields[i].id] = texts[i];
}

void take_choices(const Session& session, UiState& ui, const RunOf& run_of,
                  const std::function<bool(KeptScope)>& scopes) {
    for (const KeptField& field : kept_fields()) {
        const auto said = session.choices.find(field.id);
        if (said != session.choices.end() && scopes(field.scope))
            field.read(ui, said->second, run_of);
    }
}

SessionFile::SessionFile(fs::path library) : library_(std::move(library)) {
    std::error_code error;
    fs::create_directories(library_, error);
    const int lock = ::open((library_ / "window.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (lock < 0) return;
    if (::flock(lock, LOCK_EX | LOCK_NB) == 0) {
        lock_ = lock;
    } else {
        taken_ = errno == EWOULDBLOCK;
        ::close(lock);
    }
}

SessionFile::~SessionFile() {
    if (writing_.valid()) writing_.wait();
    if (lock_ >= 0) ::close(lock_);
}

SessionFile::Read SessionFile::read() {
    std::error_code error;
    const fs::path file = library_ / kName;
    if (!ours() || !fs::exists(file, error)) return {};
    try {
        if (fs::file_size(file, error) > kMostBytes)
            throw std::runtime_error("The last session cannot be read: its file is damaged.");
        return {session_from(text_of_file(file, kMostBytes), library_), ""};
    } catch (const std::exception& problem) {
        fs::path aside;
        for (int i = 1; i < 1000; ++i) {
            aside = library_ / ("session-put-aside-" + std::to_string(i) + ".json");
            if (!fs::exists(aside, error)) break;
        }
        fs::rename(file, aside, error);
        return {std::nullopt, std::string(problem.what()) + " It was put aside as " +
                                  aside.filename().string() + "; the runs are under Ctrl+O."};
    }
}

bool SessionFile::busy() const {
    return writing_.valid() &&
           writing_.wait_for(std::chrono::seconds(0)) != std::future_status::ready;
}

bool SessionFile::save(const Session& session) {
    if (!ours()) return true;
    if (busy()) return false;
    if (writing_.valid() && !writing_.get()) written_.clear();
    std::string text = session_text(session, library_);
    if (text == written_) return true;
    written_ = text;
    writing_ = std::async(std::launch::async, [file = library_ / kName, text = std::move(text)] {
        try {
            replace_file(file, text);
            return true;
        } catch (const std::exception&) {
            return false;  // the disk is full: tried again with the next change
        }
    });
    return true;
}

void SessionFile::save_now(const Session& session) {
    if (!ours()) return;
    if (writing_.valid() && !writing_.get()) written_.clear();
    const std::string text = session_text(session, library_);
    if (text == written_) return;
    try {
        replace_file(library_ / kName, text);
    } catch (const std::exception&) {
        return;  // the session of a moment before is still there
    }
    written_ = text;
}

}  // namespace latent::app
