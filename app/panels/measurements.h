// What the panels of analyses share: how one stands with the run shown, asking for it, keeping it
// fresh. Thread: UI.
#pragma once

#include <string>
#include <string_view>

#include "panels/panel.h"
#include "state/measuring.h"
#include "widgets/text.h"

namespace latent::app {

Measured measured(PanelContext& context, const std::string& analysis);
void measure(PanelContext& context, const std::string& analysis);
void cancel(PanelContext& context, const std::string& analysis);

// In every frame in which the analysis is on screen.
void keep_fresh(PanelContext& context, const std::string& analysis,
                const Freshness& freshness = {});

// Analyses of one family in the order of the catalog; those without one are of the family "net".
using Analyses = Few<const PartInfo*, 24>;
Analyses of_family(const Catalog& catalog, std::string_view family);

// Why it cannot be made of the run shown, in a sentence; "" when it can.
Words objection(const PartInfo& analysis, const Snapshot& run);

// What a figure is, what it was measured on, and what it could be.
Help about(const PartInfo& analysis, const Figure& figure, const AnalysisResult& result);

// "10,000 codes, 1.2 s"; "" where neither is known.
std::string cost_text(const AnalysisResult& result);

// The stamp of a result as in run_text, for one that may be of before a reset.
Words stamp_text(const Measured& state, const Snapshot& run);

}  // namespace latent::app
