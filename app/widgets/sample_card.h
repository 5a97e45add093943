// The card that says what a point on the map is: its picture, label, split, error and code. Thread:
// UI.
#pragma once

#include <imgui.h>

#include "latent/snapshot.h"
#include "widgets/sample_picture.h"
#include "widgets/textures.h"
#include "widgets/theme.h"

namespace latent::app {

// Draws the card over everything else, above `anchor` and within the window; below it where there
// is no room above.
void sample_card(const Theme& theme, Textures& textures, SamplePainter& painter,
                 const CodeCloud& cloud, const DatasetInfo* data, int sample, ImVec2 anchor);

}  // namespace latent::app
