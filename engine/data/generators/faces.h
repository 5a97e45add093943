// Faces: small cartoon faces in colour, made from ten known factors.
//
// What sprites are to grey, these are to colour: a code can be checked against the truth, and a
// student sees at a glance what a latent has learned. No image is stored: each is computed from its
// index when it is read.
//
//   factor        values   meaning (from value 0 upwards)
//   skin tone          6   light to dark
//   head width         6   half of it: 8.8, 9.3, ... 11.3
//   hair type          4   short, long, curly, bun
//   hair colour        5   black, brown, red, blond, silver
//   eye spacing        5   from the nose to an eye: 3.0, 3.4, ... 4.6
//   eye height         5   from high to low: 14.8, 15.5, ... 17.6
//   mouth curve        5   from a frown over straight to a smile
//   glasses            2   none, or a wire frame one pixel of the 32 thin
//   background         5   sky, mint, lilac, rose, cream
//   turn               7   by -22.5, -15, -7.5, 0, 7.5, 15, 22.5 degrees; negative: to the left
//
//   index = (((skin * 6 + width) * 4 + hair) * 5 + ...) * 7 + turn            6,300,000 faces
//
// Lengths are in 32nds of the picture's side, so that the same face is drawn at 32 and at 64
// pixels. Each factor moves its own part alone: eyes do not widen with the head, the mouth does not
// follow the eyes. What must hang together does: brows and glasses sit at the eyes, and a turn
// carries everything that the head bears. Glasses change about five percent of 64x64 pixels, and
// seven of 32x32, where the grey beside their wire counts for more.
//
// Drawing. Shapes are painted from back to front. How much of a pixel a shape covers is taken from
// the signed distance d (in pixels, negative inside) of its centre to the outline: clamp(1/2 - d,
// 0, 1). So there is grey at every edge, and half a pixel's motion is seen; the last bit of a byte
// may depend on the machine's arithmetic, factors and split do not.
//
// A dataset of them is 40,000 faces to train on and 4,000 held out, distinct and drawn once for all
// from the 6,300,000 by a fixed hash; faces32 and faces64 hold the same ones in the same order.
// Whether a face may be trained on is decided by another hash, of its index, so that drawing more
// of them would not move any over. Held-out faces are new combinations of factor values, each seen
// before.
//
// Thread: any.
#pragma once

#include <cstdint>

namespace latent::data::faces {

constexpr int kFactors = 10;
constexpr int kSkinTones = 6, kHeadWidths = 6, kHairTypes = 4, kHairColours = 5, kEyeSpacings = 5,
              kEyeHeights = 5, kMouthCurves = 5, kGlasses = 2, kBackgrounds = 5, kTurns = 7;
constexpr std::int64_t kCount = std::int64_t(kSkinTones) * kHeadWidths * kHairTypes * kHairColours *
                                kEyeSpacings * kEyeHeights * kMouthCurves * kGlasses *
                                kBackgrounds * kTurns;
constexpr std::int64_t kTrain = 40000, kHeldOut = 4000;

struct Factors {
    int skin_tone = 0, head_width = 0, hair_type = 0, hair_colour = 0, eye_spacing = 0,
        eye_height = 0, mouth_curve = 0, glasses = 0, background = 0, turn = 0;
};

std::int64_t index_of(const Factors& factors);
Factors factors_of(std::int64_t index);

bool is_held_out(std::int64_t index);

// Writes the picture [3, side, side]; side from 16 to 64. Every factor must be within its count.
void render(const Factors& factors, int side, std::uint8_t* out);

}  // namespace latent::data::faces
