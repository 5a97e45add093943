// One setting of the run as a row: a live one acts at once, any other is collected for the next
// run. Thread: UI.
#pragma once

#include <string>

#include "panels/panel.h"

namespace latent::app {

// `draft` is the run's config with what has been collected so far, `usual` what it would be if
// nobody had touched anything. Kinds are chosen by the parts' names, with what each part is.
void setting_row(PanelContext& context, const RunConfig& draft, const RunConfig& usual,
                 const std::string& path, const ParamSpec& spec);

// The value at a path as text, or `otherwise`.
std::string text_or(const RunConfig& config, const std::string& path, const std::string& otherwise);

bool begins_with(const std::string& text, const std::string& start);

}  // namespace latent::app
