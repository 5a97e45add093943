// The row of tools above the map: what a drag does, what is drawn over the points, and what can be
// done with the samples that are selected. Thread: UI.
#pragma once

#include <memory>
#include <vector>

#include "panels/latent_map/overlay.h"

namespace latent::app {

// Takes a line of the layout.
void map_tools(MapScene& scene, const std::vector<std::unique_ptr<MapOverlay>>& overlays);

// What the t-SNE is worth, in place of the axes' ticks: at `at`, within `width`.
void embedding_figures(const PanelContext& context, ImVec2 at, float width);

}  // namespace latent::app
