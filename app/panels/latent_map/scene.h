// What the parts of the latent map see in a frame. Thread: UI.
#pragma once

#include <cstdint>
#include <memory>
#include <tuple>
#include <vector>

#include "panels/live_question.h"
#include "panels/panel.h"
#include "widgets/map_camera.h"
#include "widgets/map_colours.h"
#include "widgets/map_points.h"
#include "widgets/map_projection.h"
#include "widgets/sample_picture.h"

namespace latent::app {

struct MapScene {
    PanelContext& context;
    const CodeCloud& cloud;
    const LatentStats* stats;  // of this cloud, or null
    const Projection& projection;
    const MapPoints& points;
    const MapColours& colours;
    std::uint64_t colours_version;
    const MapCamera& camera;
    const MapFrame& frame;
    SamplePainter& painter;
    std::vector<GroundPicture>& ground;  // of this frame, for PointsView
    std::vector<std::string>& notes;     // what an overlay has to say, in the map's corner

    ImVec2 screen(ImVec2 place) const { return to_screen(camera, frame, place.x, place.y); }
    ImVec2 screen(int sample) const { return screen(points.at(sample)); }
    // Drawn now, and not filtered out.
    bool visible(int sample) const {
        return std::size_t(sample) < colours.visible.size() &&
               colours.visible[std::size_t(sample)] && points.has(sample);
    }
    // t-SNE is chosen. Until it is there, the points stand along raw axes.
    bool wants_embedding() const { return camera.axes == MapAxes::tsne && cloud.width >= 2; }
    // What the frame shows, in code units.
    Bounds box() const {
        const ImVec2 low = to_code(camera, frame, ImVec2(frame.left, frame.top + frame.height)),
                     high = to_code(camera, frame, ImVec2(frame.left + frame.width, frame.top));
        return {low.x, high.x, low.y, high.y};
    }
    // The same as long as the same points stand at the same places in the frame.
    using ViewKey = std::tuple<std::uint64_t, std::uint64_t, float, float, float, float>;
    ViewKey view_key() const;
    // The code the walk stands at, or that of the mean: what the dimensions that the map does not
    // show are held at.
    std::vector<float> walk_code() const;
};

// Whether sample i is one of about `most` among `count`, spread by chance: every n-th would always
// be of the same classes where these take turns.
bool is_among(int i, int count, int most);

}  // namespace latent::app
