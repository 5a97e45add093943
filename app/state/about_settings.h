// What is said of a run (its name, note, group and colour) as settings with paths, so that undo takes
// it back like a live setting: "about.name", "about.note", "about.group", "about.colour". Thread: any.
#pragma once

#include <string>
#include <vector>

#include "latent/about.h"
#include "state/undo.h"

namespace latent::app {

// Those in which the two differ.
std::vector<SentSetting> said_of_run(RunId run, const RunAbout& before, const RunAbout& after);

// Says that one anew. False where the path is none of them.
bool say_of_run(RunAbout& about, const std::string& path, const ParamValue& value);

// "the name of a run"; "" where the path is none of them.
std::string name_of_said(const std::string& path);

}  // namespace latent::app
