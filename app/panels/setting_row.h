// One setting of the run as a row: a live one acts at once, any other is collected for the next
// run. Thread: UI.
#pragma once

#include <string>
#include <string_view>

#include "panels/panel.h"
#include "widgets/parameter_editor.h"

namespace latent::app {

// The row of a setting, to be kept while the settings stay the same.
ParameterRow row_of(const std::string& path, const ParamSpec& spec);

// Brings the row up to date and draws it. `draft` is the run's config with what has been collected
// so far, `usual` what it would be if nobody had touched anything. Kinds are chosen by the parts'
// names, with what each part is.
void setting_row(PanelContext& context, const RunConfig& draft, const RunConfig& usual,
                 ParameterRow& row);

// The value at a path as text, or `otherwise`.
std::string text_or(const RunConfig& config, const std::string& path, const std::string& otherwise);

bool begins_with(std::string_view text, std::string_view start);

}  // namespace latent::app
