// Where the samples are shown on the latent map.
//
// Training publishes codes several times a second, not sixty times: when a new cloud of the same
// samples comes, every point glides from where it is to its new place, so that the eye can follow
// it. So it does when other axes are chosen; then the camera changes too, and start_from() lets the
// points set out from where they stood on the screen. What is measured on the map (hits, rings)
// goes by what is shown; the view follows the places themselves.
//
// Thread: UI.
#pragma once

#include <cstdint>
#include <vector>

#include "latent/snapshot.h"
#include "widgets/map_camera.h"
#include "widgets/map_projection.h"

namespace latent::app {

class MapPoints {
 public:
    static constexpr int kMostGliding = 100000;  // points; more are simply put down

    // `aspect`: height / width of the map, for the band over which a one-dimensional code is
    // spread. Call it once a frame; `now` in seconds. True in the frame in which the same samples
    // are shown along other axes and begin to glide there.
    bool update(const CodeCloud& cloud, const Projection& projection, float aspect, double now);

    // The points that have just begun to glide set out from places that `after` shows where `before`
    // showed the old ones.
    void start_from(const MapCamera& before, const MapCamera& after);

    bool gliding() const { return gliding_; }
    const std::vector<float>& shown() const { return shown_; }  // [n, 2]; NaN: not on the map
    const std::vector<float>& places() const { return goal_; }  // [n, 2]; where they glide to
    std::uint64_t version() const { return version_; }          // changes whenever shown() does
    const Bounds& bounds() const { return bounds_; }            // of the places, gliding over
    ImVec2 at(int sample) const;
    bool has(int sample) const;  // it is on the map

    // The visible sample nearest to a code, within `radius` code units, or -1. visible: [n]; its
    // version tells when it has changed.
    int nearest(ImVec2 code, float radius, const std::vector<std::uint8_t>& visible,
                std::uint64_t visible_version);

 private:
    struct Source {
        const CodeCloud* cloud = nullptr;
        const Probe* probe = nullptr;
        std::uint64_t version = 0, projection = 0;
        std::int64_t step = -1;
        int count = 0;
        MapAxes axes = MapAxes::raw;
        int x_axis = -2, y_axis = -2;
        float aspect = 0;  // 0 where it does not matter
        bool operator==(const Source& o) const;
        bool same_samples(const Source& o) const;
        bool same_axes(const Source& o) const;
    };
    void aim(const CodeCloud& cloud, const Projection& projection, float aspect);
    void step(double now);

    Source source_;
    std::vector<float> from_, goal_, shown_;  // [n, 2]
    Bounds bounds_;
    bool gliding_ = false;
    double glide_began_ = 0, last_cloud_ = -1e9, glide_takes_ = 0;
    std::uint64_t version_ = 0;

    PointGrid grid_;
    std::uint64_t grid_version_ = 0, grid_visible_ = 0;
};

}  // namespace latent::app
