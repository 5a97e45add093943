// From a session (gui/session.h) to open runs, and back. Thread: UI.
#pragma once

#include <string>
#include <vector>

#include "gui/lab_requests.h"
#include "gui/options.h"
#include "gui/session.h"
#include "gui/window.h"
#include "latent/lab.h"

namespace latent::app {

// The window as large as it was, unless another size was asked for.
LaunchOptions as_it_was(LaunchOptions options, const SessionFile::Read& last);

// Opens the runs of a session, on their own threads and at rest, and makes the choices again that are
// not the window's own: they are there at once. `gone`: folders that are known not to be there. A
// notice says what came back and what did not. False when no run did.
bool bring_runs_back(const Session& session, const std::vector<std::string>& gone, Lab& lab,
                     LabRequests& requests, UiState& ui);

// What is open now: runs that are kept; `closing`: without those that will leave no trace. `choices`:
// texts of the kept fields.
Session session_now(const LabRequests& requests, Size window, bool closing,
                    const std::vector<std::string>& choices);

}  // namespace latent::app
