// Explore: one run, from its settings on the left over the map of its codes to what the decoder
// makes of them.
#include "workspaces/workspace.h"

namespace latent::app {

Workspace describe_explore() {
    Workspace workspace;
    workspace.id = "explore";
    workspace.label = "Explore";
    workspace.top = "transport";
    workspace.left = {"system"};
    workspace.centre = {"latent_map"};
    workspace.right = {"latent_walk", {"reconstructions", "selection", "draw", "field"}};
    workspace.bottom = {{"curves", "checks", "path"}, "code"};
    workspace.time = "time_bar";
    workspace.status = "status";
    return workspace;
}

}  // namespace latent::app
