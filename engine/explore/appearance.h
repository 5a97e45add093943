// What one sample looks like, in a few numbers that have names.
//
// Images. b is the background, the median of the outermost pixels, channel by channel; d(p) >= 0
// is how far pixel p differs from it: |v(p) - b| of grey, the largest difference of the channels of
// colour. The figure is
//
//   w(p) = clamp((d(p) - t0) / (t1 - t0), 0, 1)
//   t0, t1 = 0.2 and 0.6 of the largest d of a grey picture;   0.06 and 0.16 of a coloured one
//
// so that neither a haze about it nor a change of contrast moves it. With m = sum w, means over w,
// x to the right, y downwards, and the central moments mu20 = <(x - cx)^2>, mu11, mu02:
//
//   ink           100 <|v - b|> over all pixels, per cent of full     a fifth more or less (grey)
//   brightness    100 <v> of the figure, all channels                 a tenth     (colour)
//   centre x, y   <x>, <y>, in pixels from the middle                 1/14 of the side
//   slant         atan s, degrees; s = -mu11 / max(mu02, mu20 / 4)    10 degrees
//                 positive: leaning to the right. That is the shear which deslanting takes out;
//                 of a figure more than twice as wide as high it takes out less.
//   stroke width  2 m / sum |grad w|, pixels                          a fifth
//                 twice the area over the outline's length, at every level of w (co-area formula)
//   height        2 sqrt(3) sqrt(mu02), pixels: that of a bar         a tenth
//   width         2 sqrt(3) sqrt(<(x - cx + s (y - cy))^2>)           a tenth
//                 with the slant taken out
//   redness, greenness, blueness    100 (<v_channel> - <v>), figure   5 points    (colour)
//
// Behind each: the change that counts as clear. A picture whose largest d is below 0.1 has no
// figure: its geometry is not a number.
//
// Of a row of pictures two more are measured against the first:
//
//   background    100 times the largest difference of the channels of b      10 points
//   shape         1 - cosine of the two figures, each moved, sheared and stretched to one centre,
//                 slant, height and width, on 16 x 16 points over 2.2 deviations        0.25
//
// Sequences (of their first feature, T steps):
//
//   mean          <x>                                         1/4 of all values' deviation
//   amplitude     sqrt(2) times the deviation about the mean  a fifth
//   frequency     periods in T steps: where the Fourier sum of x - mean is largest     a tenth
//   phase         degrees of a sine of that frequency at the first step                30 degrees
//
// Points: each coordinate; clear is a quarter of all values' deviation.
//
// Thread: any.
#pragma once

#include <string>
#include <vector>

#include "latent/snapshot.h"

namespace latent::explore {

struct Measure {
    std::string name;  // "slant"
    std::string unit;  // "degrees"; may be empty
    double clear = 1;  // the change that counts as clear; of a relative one its logarithm
    bool relative = false;
    bool cyclic = false;      // in degrees: 359 is next to 0
    bool stays_told = false;  // that it stays is worth saying
    std::string up, down;     // how its change is told: "grows", "moves right"
};

// The measures of samples of one kind and shape, those against the first of a row last. `spread`
// is the deviation of all values of all the samples to be compared.
std::vector<Measure> measures_of(DataKind kind, const ImageShape& shape, double spread);

// The measures of one sample, in the order of measures_of; of those against the first of a row, 0.
struct Appearance {
    std::vector<double> values;      // not a number where there is nothing to measure
    std::vector<double> background;  // [C]; images only
    std::vector<float> figure;       // [16, 16] normalised, of length 1; empty without a figure
};
Appearance appearance_of(const Samples& samples, int sample);

// background and shape of `other` against `first`, in the measures' units.
double background_change(const Appearance& first, const Appearance& other);
double shape_change(const Appearance& first, const Appearance& other);

}  // namespace latent::explore
