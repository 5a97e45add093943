// What the mouse does on the map: hover, pin, pan, zoom, drag the walk's handle, draw a box or a
// lasso.
//
//   drag                 pans; with the box or the lasso chosen as the tool, draws that
//   Shift-drag           draws a lasso whatever the tool, with Ctrl a box; with one of them chosen
//                        as the tool, Shift adds to what is selected
//   wheel, double-click  zoom at the cursor, fit
//   click, Ctrl-click    pin a sample, pin the other end of a path
//
// Thread: UI.
#pragma once

#include <string>
#include <vector>

#include "panels/latent_map/scene.h"

namespace latent::app {

class MapPointer {
 public:
    // Once a frame, with the map's rectangle as the item under the mouse. `points` is the scene's.
    void act(MapScene& scene, MapPoints& points, MapCamera& camera);

    int under() const { return under_; }  // sample under the mouse, or -1
    bool shows_card() const { return card_is_open_ && under_ >= 0; }

    // Where the walk stands on the map; none when it has no code yet.
    bool walk_place(const MapScene& scene, ImVec2& at);

    // The line being drawn round the samples to select, and how many there are.
    void draw_line(const MapScene& scene, ImDrawList& draw) const;

 private:
    enum class Drag { none, pan, carry, box, lasso };
    Drag begin(const MapScene& scene);
    void drag(MapScene& scene, MapCamera& camera);
    void close_line(MapScene& scene);
    std::vector<ImVec2> line_in_code(const MapScene& scene) const;
    void hover(MapScene& scene, MapPoints& points, bool over);

    Drag drag_ = Drag::none;
    bool adds_ = false;         // to the selection
    float travelled_ = 0;       // pixels since the button went down
    std::vector<ImVec2> line_;  // screen
    int count_ = -1;  // samples within the line; -1: too many points to count while it moves

    bool card_is_open_ = false;
    int under_ = -1;
    double under_since_ = 0, tested_at_ = -1;
    KeptPlaces walk_;
};

}  // namespace latent::app
