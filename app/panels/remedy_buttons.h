// What could be done about a fault that an analysis found: a button each. A live setting is changed
// at once, any other starts a fork of the run. Thread: UI.
#pragma once

#include <vector>

#include "panels/panel.h"

namespace latent::app {

// How a remedy stands with the run shown.
enum class RemedyState {
    offered,  // can be pressed
    sent,     // on its way to the run
    applied,  // the run's config says so
    unknown   // this run has no such setting
};
RemedyState state_of(const Remedy& remedy, const PanelContext& context);

// The setting acts between two steps, so that no new run is needed.
bool acts_live(const Remedy& remedy, const PanelContext& context);

// Takes as many lines of the layout as the buttons need.
void draw_remedies(PanelContext& context, const std::vector<Remedy>& remedies);

}  // namespace latent::app
