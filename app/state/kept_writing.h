// How the fields of kept_fields.h are made: one file for what the window looks like, one for samples,
// one for runs. A new choice of the user is one entry in the list at the end of one of them.
//
// Thread: UI.
#pragma once

#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "state/kept_fields.h"
#include "state/kept_json.h"

namespace latent::app {

constexpr double kMostKeptSamples = 10000000;  // of a probe
constexpr double kMostKeptDimensions = 1000000;
constexpr double kAnyKeptNumber = 1e30;

// In the order in which each list is to be read.
std::vector<KeptField> kept_window_fields();
std::vector<KeptField> kept_sample_fields();
KeptField kept_shown_run();
std::vector<KeptField> kept_run_fields();

// A field from what writes and reads JSON.
template <class Write, class Read>
KeptField field(const char* id, const char* name, KeptScope scope, Write write, Read read) {
    KeptField made;
    made.id = id;
    made.name = name;
    made.scope = scope;
    made.write = [write](const UiState& ui) {
        return write(ui).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    };
    made.read = [read](UiState& ui, const std::string& text, const RunOf& run_of) {
        const nlohmann::json value = parsed(text);
        if (!value.is_discarded()) read(ui, value, run_of);
    };
    return made;
}

inline KeptField not_undone(KeptField made) {
    made.undoable = false;
    return made;
}

}  // namespace latent::app
