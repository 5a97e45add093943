// One sample as a picture, whatever its kind.
//
//   images      their pixels
//   sequences   a line over time between the ends of the data's range, zero as a hairline; up to
//               four features are a line each, more are a strip of rows, blue below zero, red above
//   points      1 to 3 coordinates: a dot among the faint dots of the probe; the third dimension is
//               seen at a fixed slant (x to the right, z up, y into the depth), gentle enough
//               that a sheet rolled up along y still shows its windings
//               more coordinates: a bar each
//
// Lines and dots are drawn at the size of their place, so that they are crisp at any. The cloud
// behind a point is a texture, made once for a probe and a size. Thread: UI.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "latent/snapshot.h"
#include "widgets/image_view.h"
#include "widgets/textures.h"
#include "widgets/theme.h"

namespace latent::app {

// Where a point of 1 to 3 coordinates is seen: units to the right and upwards.
ImVec2 seen_from_the_side(const float* point, int coordinates);

// Width / height of the picture of such a sample.
float picture_aspect(const Samples& samples);

// Whether two such samples are compared best by laying one over the other; images and strips are
// by their difference.
bool can_overlay(const Samples& samples);

class SamplePainter {
 public:
    // What the samples are seen against: the data's range and the cloud of the probe. Either may be
    // null. Once a frame, before the rest.
    void look_at(const DatasetInfo* data, const Probe* probe);

    // Sample i in the middle of `place`; the hairline alone where there is none. Returns where it
    // is.
    Rect draw(const Theme& theme, Textures& textures, ImDrawList& draw, const Rect& place,
              const Samples& samples, int i, ImU32 ink);

    // An input and what became of it in one picture, for points and sequences: the input in the
    // text's colour, the output over it in the accent; of strips, output minus input.
    Rect draw_both(const Theme& theme, Textures& textures, ImDrawList& draw, const Rect& place,
                   const Samples& inputs, int input, const Samples& outputs, int output);

    // From a picture back to numbers, for drawing by hand: the value that a line or a bar has at the
    // height `y` of its picture `rect` (as draw() returned it), and where a point drawn at `at`
    // lies, as seen from the side.
    float value_at(const Rect& rect, float y) const;
    ImVec2 point_at(const Rect& rect, ImVec2 at) const;

    // Of the sheets behind points made so far: for tests.
    std::size_t sheets_made() const { return sheets_made_; }

 private:
    struct Sheet {
        std::uint64_t probe = 0;
        ThemeKind theme = ThemeKind::paper;
        std::vector<std::uint8_t> rgba;
    };
    void frame_of_points();
    ImVec2 place_of(const Rect& rect, const float* point, int coordinates) const;
    void draw_cloud(const Theme& theme, Textures& textures, ImDrawList& draw, const Rect& rect);
    void draw_one(const Theme& theme, ImDrawList& draw, const Rect& rect, const Samples& samples,
                  int i, ImU32 ink, bool second) const;

    const Probe* probe_ = nullptr;  // valid for the frame
    std::uint64_t probe_version_ = 0;
    float low_ = 0, high_ = 1;
    ImVec2 centre_{0, 0};  // of the probe as it is seen
    float reach_ = 1;      // from there to the farthest of it
    std::map<std::pair<int, int>, Sheet> sheets_;
    std::size_t sheets_made_ = 0;
};

}  // namespace latent::app
