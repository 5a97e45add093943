// The words in the caption line of the traversal matrix: where rows start, how far they go, their
// order. Thread: UI.
#pragma once

#include "panels/panel.h"
#include "state/directions.h"

namespace latent::app {

class CaptionLine;

void traversal_choices(PanelContext& context, CaptionLine& line, const Directions& directions,
                       TraversalChoice& choice);

// The word "by KL" and what it opens; also that of the walk's sliders.
void order_choice(CaptionLine& line, const Directions& directions, DirectionOrder& order);

}  // namespace latent::app
