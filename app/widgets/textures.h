// Pictures on the graphics card, as the panels see them: no GL here, so that panels are drawn in
// tests without a GPU.
//
// A batch of images is uploaded once, as an atlas, when its version is first seen, and dropped when
// it has not been drawn for some seconds. Thread: UI.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <string>
#include <vector>

#include "latent/snapshot.h"
#include "widgets/in_place.h"

namespace latent::app {

// Where a picture is: pass to ImDrawList::AddImage.
struct Picture {
    ImTextureID texture{};
    ImVec2 uv0{0, 0}, uv1{1, 1};
    float aspect = 1;  // width / height
    explicit operator bool() const { return texture != ImTextureID{}; }
};

class Textures {
 public:
    virtual ~Textures() = default;

    // Image i of the batch; greyscale or RGB by its shape. None for points and sequences: those are
    // drawn (sample_picture.h).
    virtual Picture image(const Samples& batch, int i) = 0;

    // A picture that the caller computed: rgba [height, width, 4], uploaded when `version` differs
    // from the last one under this name.
    virtual Picture computed(const std::string& name, std::uint64_t version, int width, int height,
                             const std::uint8_t* rgba) = 0;
};

// A picture that lies under the points of the map, in code units.
struct GroundPicture {
    Picture picture;
    float left = 0, right = 0, bottom = 0, top = 0;
    float opacity = 1;
    bool smooth =
        false;  // blended between its pixels: for pictures that are a texture of their own
    std::uint64_t version = 0;  // differs whenever its pixels do
    bool operator==(const GroundPicture& o) const {
        return picture.texture == o.picture.texture && picture.uv0.x == o.picture.uv0.x &&
               picture.uv0.y == o.picture.uv0.y && picture.uv1.x == o.picture.uv1.x &&
               picture.uv1.y == o.picture.uv1.y && left == o.left && right == o.right &&
               bottom == o.bottom && top == o.top && opacity == o.opacity && smooth == o.smooth &&
               version == o.version;
    }
};

// What the latent map looks like; drawn into a framebuffer of its own only when one of these
// changed.
struct PointsView {
    std::uint64_t canvas = 0;  // each number is a picture of its own, kept from frame to frame
    int count = 0;
    const float* points = nullptr;     // [n, 2], code units; NaN: not drawn
    std::uint64_t points_version = 0;  // differs whenever the points do
    float centre_x = 0, centre_y = 0;
    float units_per_pixel = 0.01f;           // code units a device pixel
    int width = 0, height = 0;               // device pixels
    float point_size = 5;                    // device pixels; 2 and less: squares, without blending
    const std::uint32_t* colours = nullptr;  // [n] ImU32, alpha 0 hides the point
    std::uint64_t colours_version = 0;
    bool faint_first = false;  // some colours are not opaque: those points lie under the others
    ImU32 background = 0;
    ImU32 rim =
        0;  // thin outline of a point; its alpha says how strongly the rim takes that colour
    Few<float, 32> grid_x, grid_y;      // code units: hairlines under the points
    ImU32 grid = 0;                     // their colour, opaque
    ImU32 zero = 0;                     // that of the lines at 0
    std::vector<GroundPicture> ground;  // under the grid, the first lowest
};

// Draws the points of PointsView and says where the result is. Implemented in gl/; a stand-in in
// tests.
class PointCanvas {
 public:
    virtual ~PointCanvas() = default;
    virtual Picture draw(const PointsView& view) = 0;
};

}  // namespace latent::app
