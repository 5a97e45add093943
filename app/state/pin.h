// Pinning a sample: it keeps its ring on the map and the walk starts from its code. Thread: UI.
#pragma once

#include "latent/snapshot.h"
#include "state/ui_state.h"

namespace latent::app {

// Pins sample i of the cloud and puts its code under the sliders of the run shown. An index outside
// the cloud unpins.
void pin_sample(UiState& ui, const CodeCloud& cloud, int i);

// Pins sample i as the other end of a path; takes it away when it is an end already. Without a
// first pin it becomes the first.
void pin_second(UiState& ui, const CodeCloud& cloud, int i);

// Takes both pins away; the sliders keep their values.
void unpin(UiState& ui);

// Goes on to the next (+1) or previous (-1) sample and pins that.
void pin_neighbour(UiState& ui, const CodeCloud& cloud, int direction);

}  // namespace latent::app
