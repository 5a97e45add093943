// What the user chose on the latent map, beside the camera: the tool, what is drawn over the points,
// clusters, t-SNE. The same for every run. Plain values, UI thread only.
#pragma once

#include <set>
#include <string>

#include "latent/embedding.h"

namespace latent::app {

enum class MapTool { pan, box, lasso };

struct MapState {
    MapTool tool = MapTool::pan;
    std::set<std::string> overlays;  // ids of those that are shown
    int clusters = 10;               // of the colour "cluster"
    EmbeddingOptions embedding;
    bool align_trails = true;
    bool decoded_thumbnails = false;
    // A sample under the mouse in another panel, ringed on the map. The map takes it back in every
    // frame: whoever sets it does so in each.
    int pointed = -1;
    int under = -1;  // the sample under the mouse on the map
};

}  // namespace latent::app
