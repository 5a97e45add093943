// Something that can be drawn over or under the points of the latent map. A new one is a file
// beside this and a line in overlays.inc. Thread: UI.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "panels/latent_map/scene.h"

namespace latent::app {

class MapOverlay {
 public:
    virtual ~MapOverlay() = default;
    virtual const char* id() const = 0;        // as in MapState::overlays
    virtual const char* sentence() const = 0;  // what it shows
    virtual const char* source() const { return ""; }

    // Why it cannot be shown on this map, in a sentence; "" when it can.
    virtual std::string refusal(const MapScene&) const { return ""; }
    // Every frame, shown or not.
    virtual void watch(const MapScene&) {}
    // Shown: pictures for MapScene::ground, notes, questions.
    virtual void prepare(MapScene&) {}
    // Shown: lines over the points.
    virtual void draw(const MapScene&, ImDrawList&) {}
    // More to choose, in the list of overlays while it is on.
    virtual void options(PanelContext&) {}
};

// Every registered overlay, in the order of the list: the first lies lowest.
std::vector<std::unique_ptr<MapOverlay>> make_map_overlays();

// The popup in which they are switched on and off, opened with ImGui::OpenPopup(id).
void overlay_popup(const char* id, ImVec2 at, const MapScene& scene,
                   const std::vector<std::unique_ptr<MapOverlay>>& overlays);

// A text that is read over points and pictures.
void draw_on_map(const Theme& theme, ImDrawList& draw, ImVec2 at, ImU32 colour,
                 const std::string& text);

// The two ways that an overlay can be shown in, below its name in the list: a press changes them.
void overlay_option(const Theme& theme, bool& on, const char* when_on, const char* when_off,
                    const char* help);

// Refusals that several overlays share.
std::string needs_plane(const MapScene& scene, const std::string& what);

}  // namespace latent::app
