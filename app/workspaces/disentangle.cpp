// Disentangle: which number of the code carries which factor, how well one tells them apart, and
// how that changes while the net trains.
#include "workspaces/workspace.h"

namespace latent::app {

Workspace describe_disentangle() {
    Workspace workspace;
    workspace.id = "disentangle";
    workspace.label = "Disentangle";
    workspace.top = "transport";
    workspace.left = {"factor_matrix"};
    workspace.centre = {"traversals"};
    workspace.right = {"scores", "representation"};
    workspace.bottom = {"score_curves", "code"};
    workspace.time = "time_bar";
    workspace.status = "status";
    workspace.usual = {0.25f, 0.31f, 0.24f, 0.58f, 0.31f};
    return workspace;
}

}  // namespace latent::app
