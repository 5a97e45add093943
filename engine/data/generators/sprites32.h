// Small sprites: the problem of sprites.h at half the size, with fewer places and turns, so that a
// convolutional net learns it in minutes on a laptop.
//
//   factor        values   meaning, in units of sprites.h
//   shape              3   square, ellipse, heart
//   scale              3   s = 0.5, 0.7, 0.9
//   orientation       10   theta = o * 2 pi / 10; cyclic
//   x                 16   every other place
//   y                 16   every other place, downwards
//
//   index = (((shape * 3 + scale) * 10 + orientation) * 16 + x) * 16 + y       23,040 images
//
// A pixel is the mean of the 2x2 pixels of the sprite it stands for, so outlines are grey. Every
// factor has at most 20 values: a perfect code reaches the whole of the mutual information gap,
// which 20 bins cannot show of 32 places.
//
// Of the 10 orientations, 36 degrees apart, 5, 5 and 10 can be told apart: 15,360 images. Which of
// them are held out is decided by the sprites they are made of, so that equal ones stay on one side.
//
// Thread: any.
#pragma once

#include <cstdint>

#include "data/generators/sprites.h"

namespace latent::data::sprites32 {

constexpr int kShapes = 3, kScales = 3, kOrientations = 10, kPositions = 16;
constexpr int kSide = 32, kPixels = kSide * kSide;
constexpr std::int64_t kCount =
    std::int64_t(kShapes) * kScales * kOrientations * kPositions * kPositions;

// Factor values in the counts above.
std::int64_t index_of(const sprites::Factors& factors);
sprites::Factors factors_of(std::int64_t index);

// The sprite of sprites.h that an image is made of.
sprites::Factors large(const sprites::Factors& factors);

bool is_held_out(std::int64_t index);

// Writes the image [32, 32].
void render(const sprites::Factors& factors, std::uint8_t* out);

}  // namespace latent::data::sprites32
