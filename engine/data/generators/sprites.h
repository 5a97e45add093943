// Sprites: 64x64 pictures of one white shape on black, made from five known factors.
//
// A disentangled code should find these factors again; because they are known exactly for every
// image, whether it did can be measured. No image is stored: each is computed from its index.
//
//   factor        values   meaning
//   shape              3   square, ellipse, heart
//   scale              6   s = 0.5, 0.6, ... 1.0
//   orientation       40   theta = o * 2 pi / 40, clockwise on the screen; cyclic
//   x                 32   centre at column 16.5 + x
//   y                 32   centre at row    16.5 + y, downwards
//
//   index = (((shape * 6 + scale) * 40 + orientation) * 32 + x) * 32 + y      737,280 images
//
// Geometry. A pixel is white (255) when its centre lies in the shape, otherwise black (0): no grey.
// Sprites are centred on pixel centres and move in whole pixels. With d the offset from the
// sprite's centre, (u, v) = d turned back by theta, v downwards:
//
//   square    max(|u|, |v|) <= 9.25 s
//   ellipse   (u / 2)^2 + v^2 <= (7.3803 s)^2            twice as long as wide
//   heart     (U^2 + V^2 - 1)^3 <= U^2 V^3               U = u / r, V = 0.2934 - v / r, r = 9.668 s
//
// The three have the same area at the same scale, 342.25 s^2 pixels, so that brightness tells the
// scale but not the shape; the heart is turned about its centre of mass. The farthest reach is 14.8
// pixels and the outermost centres are 16 pixels from the outermost rows and columns: no sprite
// touches the border. No pixel centre lies on an outline (the nearest misses one by 1e-4 of the
// shape's size), so that rounding cannot change an image from one machine to the next.
//
// Equal images. A square looks the same after a quarter turn and an ellipse after half a turn: of
// the 40 orientations 10, 20 and 40 can be told apart, and of the 737,280 indices 430,080 images.
// The other indices are byte-identical copies, drawn from the same smallest orientation. So nobody
// can read more than ln 10 nats of a square's orientation off its image: choose the heart for a
// clean demonstration.
//
// Held out is about a tenth, by a hash of the index of the smallest equal copy: copies stay on one
// side and nothing leaks. Held-out images are new combinations of factor values, each seen before.
//
// Differences from dSprites (Matthey et al. 2017), after which this is made: orientations are equal
// steps, where dSprites divides 2 pi by 39 with both ends, so that its index 39 repeats its index
// 0; the shapes have equal areas, and sizes and outline are our own; there is no colour factor; a
// split comes with it. Figures measured on the one do not carry over to the other to the last
// digit.
//
// Thread: any.
#pragma once

#include <cstdint>

namespace latent::data::sprites {

constexpr int kShapes = 3, kScales = 6, kOrientations = 40, kPositions = 32;
constexpr int kSide = 64, kPixels = kSide * kSide;
constexpr std::int64_t kCount =
    std::int64_t(kShapes) * kScales * kOrientations * kPositions * kPositions;

struct Factors {
    int shape = 0, scale = 0, orientation = 0, x = 0, y = 0;
};

std::int64_t index_of(const Factors& factors);
Factors factors_of(std::int64_t index);

// The smallest index with the same image.
std::int64_t canonical_index(std::int64_t index);

bool is_held_out(std::int64_t index);

// Writes the image [64, 64]. Every factor must be within its count.
void render(const Factors& factors, std::uint8_t* out);

}  // namespace latent::data::sprites
