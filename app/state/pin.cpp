#include "state/pin.h"

#include "state/walk.h"

namespace latent::app {

void pin_sample(UiState& ui, const CodeCloud& cloud, int i) {
    if (i < 0 || i >= cloud.count) return unpin(ui);
    ui.pinned = i;
    if (ui.second_pin == i) ui.second_pin = -1;
    choose_sample(ui.view().walk, cloud, i);
}

void pin_second(UiState& ui, const CodeCloud& cloud, int i) {
    if (i < 0 || i >= cloud.count) return;
    if (ui.pinned < 0) return pin_sample(ui, cloud, i);
    ui.second_pin = i == ui.second_pin || i == ui.pinned ? -1 : i;
}

void unpin(UiState& ui) { ui.pinned = ui.second_pin = -1; }

void pin_neighbour(UiState& ui, const CodeCloud& cloud, int direction) {
    WalkState& walk = ui.view().walk;
    if (ui.pinned >= 0) walk.sample = ui.pinned;
    step_sample(walk, cloud, direction);
    ui.pinned = walk.sample;
}

}  // namespace latent::app
