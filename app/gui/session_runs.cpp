#include "gui/session_runs.h"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <map>

#include "state/run_text.h"
#include "widgets/format.h"

namespace latent::app {

LaunchOptions as_it_was(LaunchOptions options, const SessionFile::Read& last) {
    if (!last.session || last.session->width <= 0 || options.size_given || options.scale > 0)
        return options;
    options.width = last.session->width;
    options.height = last.session->height;
    options.size_given = true;
    return options;
}

bool bring_runs_back(const Session& session, const std::vector<std::string>& gone, Lab& lab,
                     LabRequests& requests, UiState& ui) {
    std::map<std::int64_t, RunId> numbers;
    std::string trouble;
    int missing = 0;
    for (const SessionRun& each : session.runs) {
        if (std::count(gone.begin(), gone.end(), each.folder)) {
            ++missing;
            trouble = "The folder of " + std::filesystem::path(each.folder).filename().string() +
                      " is no longer there.";
            continue;
        }
        try {
            RunOptions options;
            options.start = false;
            const RunId run = lab.open(each.folder, options);
            requests.is_kept_in(run, each.folder);
            numbers[each.number] = run;
        } catch (const std::exception& error) {
            ++missing;
            trouble = first_line(error.what());
        }
    }
    if (missing > 1) trouble = std::to_string(missing) + " runs are missing. " + trouble;
    if (numbers.empty()) {
        requests.notice(trouble);
        return false;
    }
    ui.shown = numbers.begin()->second;
    take_choices(
        session, ui,
        [&](std::int64_t number) {
            const auto found = numbers.find(number);
            return found == numbers.end() ? RunId::none : found->second;
        },
        [](KeptScope scope) { return scope != KeptScope::window; });
    requests.notice("Your last session is back: " + counted(std::int64_t(numbers.size()), "run") +
                    ". " + (trouble.empty() ? "Space trains on." : trouble));
    return true;
}

Session session_now(const LabRequests& requests, Size window, bool closing,
                    const std::vector<std::string>& choices) {
    Session session;
    for (const RunId run : requests.runs()) {
        const std::string folder = requests.folder_of(run);
        const auto snapshot = requests.snapshot_of(run);
        if (!folder.empty() && snapshot && !(closing && requests.leaves_nothing(run)))
            session.runs.push_back({std::int64_t(run), folder});
    }
    session.width = window.width;
    session.height = window.height;
    put_choices(session, choices);
    return session;
}

}  // namespace latent::app
