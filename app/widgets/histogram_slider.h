// A slider with the data behind it: how often each value occurs among the codes, and the handle on
// top of it.
//
//   z3   ___.:||||:.___o____   1.20
//
// Thread: UI.
#pragma once

#include <string_view>
#include <vector>

#include "widgets/text.h"
#include "widgets/theme.h"

namespace latent::app {

struct HistogramSlider {
    std::string_view label;
    float name_room = 0;                       // histogram_slider_name_room; 0: that of this label
    float low = -3, high = 3;                  // ends of the track
    const std::vector<float>* bins = nullptr;  // over [low, high], the highest is 1; may be null
    bool dimmed = false;                       // greyed, e.g. a dead dimension
    std::string_view reason;                   // why it is greyed; printed on the track
    float reset_to = 0;                        // by a right-click
    float bar = -1;  // in [0, 1]: a thin bar under the label says how much; below 0: none
};

// Height of one slider, and where its track lies in a row that begins at `left` and is `width`
// wide.
float histogram_slider_height(const Theme& theme);
struct Track {
    float left = 0, right = 0;
    float value_at(float x, float low, float high) const;
    float x_of(float value, float low, float high) const;
};
// `name_room`: for the label, so that the tracks of a list begin at the same place.
float histogram_slider_name_room(const Theme& theme, std::string_view longest_label);
Track histogram_slider_track(const Theme& theme, float left, float width, float name_room);

// What the mouse does with it.
struct SliderUse {
    bool changed = false;      // the value, in this frame
    bool asked_about = false;  // the label is hovered: the place for a tooltip
};

// Takes one row of the layout.
SliderUse histogram_slider(const Theme& theme, const char* id, const HistogramSlider& slider,
                           float& value);

}  // namespace latent::app
