// Compare: bottleneck widths, seeds and systems side by side: what each width throws away.
#include "workspaces/workspace.h"

namespace latent::app {

Workspace describe_compare() {
    Workspace workspace;
    workspace.id = "compare";
    workspace.label = "Compare";
    workspace.top = "transport";
    workspace.left = {{"runs", "sweep"}};
    workspace.centre = {"columns"};
    workspace.right = {"comparison", {"survival", "seed_match"}};
    workspace.bottom = {"width_slider", {"curves", "code"}};
    workspace.time = "time_bar";
    workspace.status = "status";
    workspace.usual = {0.2f, 0.31f, 0.24f, 0.5f, 0.31f};
    return workspace;
}

}  // namespace latent::app
