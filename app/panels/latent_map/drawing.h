// The map as a picture: grid, points, ticks, and the marks of pins, walk and other panels. Thread:
// UI.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "panels/latent_map/pointer.h"
#include "panels/latent_map/scene.h"
#include "widgets/axis.h"

namespace latent::app {

// None where t-SNE is chosen, be it there already or not: what is said of it stands in their place.
struct MapTicks {
    Ticks across, up;
};
MapTicks ticks_of(const MapScene& scene);

// The points on their grid, over the scene's ground pictures.
void draw_points(const MapScene& scene, const MapTicks& ticks, ImDrawList& draw);
// Numbers and names of the axes, round the frame.
void draw_ticks(const MapScene& scene, const MapTicks& ticks, ImDrawList& draw);

// What other panels want to be seen (RunView::marks). On a t-SNE their places cost a search, so
// they are kept until something moves.
class OtherMarks {
 public:
    void draw(const MapScene& scene, ImDrawList& draw);

 private:
    std::map<std::string, KeptPlaces> kept_;
};

// Rings of the hovered, pointed-at and pinned samples, and the walk's handle.
void draw_pins(const MapScene& scene, MapPointer& pointer, int pointed, ImDrawList& draw);

}  // namespace latent::app
