// The latent map's arithmetic: where a code is on the screen, how the view pans, zooms and follows
// the cloud, and which sample is under the mouse. Pure functions and values; no drawing, no OpenGL.
//
// One camera scale for both axes, so that a distance on the map is a distance in the latent space.
// Code units grow to the right and upwards, pixels to the right and downwards.
//
// Thread: any.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <vector>

#include "latent/snapshot.h"

namespace latent::app {

// What the map's plane is: two numbers of the code, two principal directions of the codes, or a
// t-SNE of them.
enum class MapAxes { raw, principal, tsne };

// The latent map's camera, for a run. `fitted`: follows the cloud until the user pans or zooms.
struct MapCamera {
    float centre_x = 0, centre_y = 0, units_per_pixel = 0.01f;
    bool fitted = true;
    int x_axis = 0, y_axis = 1;
    bool axes_chosen = false;  // by the user: then they stay, whatever the codes do
    MapAxes axes = MapAxes::raw;
    int x_direction = 0, y_direction = 1;  // of the principal ones
};

// Moves an axis that nobody chose from a dead dimension to the active one along which the codes
// spread most; of a code of thousands, the first two may well be dead. Axes on active dimensions
// stay, so that the map holds still.
void leave_dead_axes(MapCamera& camera, const LatentStats& stats);

// The rectangle that shows the map, in pixels.
struct MapFrame {
    float left = 0, top = 0, width = 0, height = 0;
    bool contains(ImVec2 point) const {
        return point.x >= left && point.y >= top && point.x < left + width &&
               point.y < top + height;
    }
};

ImVec2 to_screen(const MapCamera& camera, const MapFrame& frame, float x, float y);
ImVec2 to_code(const MapCamera& camera, const MapFrame& frame, ImVec2 screen);

// Moves the view by that many pixels; it no longer follows the cloud.
void pan(MapCamera& camera, ImVec2 pixels);
// Zooms by `factor` (> 1: closer) and keeps the code under the cursor where it is.
void zoom_at(MapCamera& camera, const MapFrame& frame, ImVec2 cursor, float factor);

// A box in code units.
struct Bounds {
    float left = 0, right = 0, bottom = 0, top = 0;
    bool empty() const { return !(right > left) || !(top > bottom); }
};

// Fixed pseudo-random value in [-1, 1] for sample i: the second coordinate of a one-dimensional
// code.
float jitter_of(int i);

// Box round the points [n, 2] without the outermost half per cent on each side, so that one stray
// code does not move the whole view; never empty. Points that are not finite are left out.
Bounds bounds_of(const std::vector<float>& points);

// The camera that shows the box with a margin of 6 % of the frame on each side.
MapCamera fitted_camera(const Bounds& bounds, const MapFrame& frame);

// One frame of following: `camera` goes towards `goal` with a time constant of `constant` seconds,
// zooming in equal ratios. True while it still moves by more than a third of a pixel.
bool follow(MapCamera& camera, const MapCamera& goal, const MapFrame& frame, double seconds,
            double constant = 0.25);

// Finds the sample nearest to a point. Cells of a grid hold the indices of the samples in them, so
// that a question costs a few dozen comparisons among a million points.
class PointGrid {
 public:
    // points: [n, 2] in code units; visible: [n] or empty for all.
    void build(const std::vector<float>& points, const std::vector<std::uint8_t>& visible);

    // Index of the nearest visible sample within `radius` code units, or -1.
    int nearest(float x, float y, float radius) const;

 private:
    int column_of(float x) const;
    int row_of(float y) const;

    std::vector<float> points_;
    std::vector<int> starts_,
        members_;  // CSR: the members of a cell are starts_[cell] .. starts_[cell + 1]
    float left_ = 0, bottom_ = 0, cell_ = 1;
    int columns_ = 0, rows_ = 0;
};

}  // namespace latent::app
