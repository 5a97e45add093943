// A sample made by hand: strokes on a picture, a point that is placed, a curve that is drawn. Pure
// values and arithmetic; what draws it is the panel. Thread: UI.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "latent/snapshot.h"

namespace latent::app {

// What a drawing has to look like to be like the data, read off the data.
struct DrawingStyle {
    Samples blank;  // one sample with nothing on it: the colour of the images' edge;
                    // numbers: the middle of the data's range
    std::vector<std::uint8_t> ink;  // [C] the usual ink: far from the ground
    bool figures = false;  // images of one channel: figures in the middle of a plain ground
    float box = 0;         // ... the mean longer side of their bounding boxes, in pixels
    float centre_x = 0, centre_y = 0;  // ... and the mean place of their centres of mass
};
DrawingStyle drawing_style(const Samples& data);

// The figure scaled until its bounding box has the data's size, its centre of mass moved to where
// the data's is: what was done to the digits of MNIST, where both are 20 pixels and the middle
// (LeCun et al. 1998). A picture with nothing on it stays as it is.
Samples centred(const Samples& image, const DrawingStyle& style);

// White for black.
Samples inverted(const Samples& image);

class Drawing {
 public:
    // One sample; none before the first fit().
    const Samples& sample() const { return sample_; }
    // Differs after every change.
    std::uint64_t version() const { return version_; }
    // Nothing has been drawn, placed or taken over yet.
    bool blank() const { return blank_; }

    // Makes it a drawing for data of that style: a blank one, unless it has its kind and shape
    // already.
    void fit(const DrawingStyle& style);

    // Each of these can be undone; a stroke as a whole.
    void clear(const DrawingStyle& style);
    void take(const Samples& samples, int i);  // of the drawing's own kind and shape
    void begin_stroke();
    void undo();
    bool can_undo() const { return !before_.empty(); }

    // Part of a stroke, on images: a soft brush from one place to another, in pixels from the upper
    // left corner. `ink`: [C].
    void brush(ImVec2 from, ImVec2 to, float radius, const std::vector<std::uint8_t>& ink);
    // Part of a stroke, on sequences: the values of a feature along the line between two times.
    void curve(int feature, float from_time, float from_value, float to_time, float to_value);
    // Part of a stroke, on points: one coordinate.
    void place(int coordinate, float value);

 private:
    struct Before {
        Samples sample;
        bool blank;
    };
    void remember();
    void changed();

    Samples sample_;
    std::vector<Before> before_;      // the oldest first
    std::vector<std::uint8_t> base_;  // the pixels when the stroke began
    std::vector<float> cover_;        // [H, W] of the stroke so far, 0 to 1
    bool blank_ = true;
    std::uint64_t version_ = 0;
};

// How a drawing's reconstruction error stands to those of the held-out samples.
struct Likeness {
    float error = 0;  // squared, summed over the sample's values
    float usual = 0;  // mean over held-out samples; 0 where it is not known
    float below = 0;  // share of held-out samples with a smaller error
};
Likeness likeness(const Samples& drawn, const Samples& decoded, const CodeCloud& cloud);
// "Squared error 31.2, 3.1 times the usual: unlike the data."
std::string likeness_sentence(const Likeness& likeness);

// The sample of the cloud whose code is nearest to this one [k]; -1 when there is none.
int nearest_code(const CodeCloud& cloud, const std::vector<float>& code);

// What the user has chosen for drawing, and the picture he has brought.
struct DrawView {
    Drawing drawing;
    float brush = 0;  // radius in pixels; 0: as suits the data
    bool inverted = false;
    std::optional<bool> centred;  // unset: when the data are figures
    int ink = 0;                  // of the palette, where samples have colours
    int feature = 0;              // of sequences: the one drawn
    std::string brought;          // a picture dropped or pasted, until it is on the canvas
};

}  // namespace latent::app
