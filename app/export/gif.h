// Moving pictures as GIF files, through giflib. Thread: any.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "latent/snapshot.h"

namespace latent::app {

// Pictures of one size, one after the other.
struct Frames {
    int width = 0, height = 0;
    std::vector<std::vector<std::uint8_t>> rgb;  // each [height, width, 3], row 0 at the top
};

// A frame a sample; images alone (none otherwise).
Frames frames_of(const Samples& images);

// Rows of pictures that change together: frame i shows picture i of every row, one beside the
// other, in as many lines as make it roughly square. `images`: [rows * count], row by row.
Frames frames_of_rows(const Samples& images, int rows, int count);

struct GifOptions {
    int scale = 1;  // pixels of the file a pixel of the frame, none of them smoothed
    double seconds_a_frame = 0.1;
    bool there_and_back =
        false;  // plays the frames backwards, too, so that the end meets the start
};

// A scale that makes pictures of this size large enough to be looked at (about 256 pixels).
int fitting_scale(int width, int height);

// Repeats for ever. Up to 256 colours a frame are kept exactly; more are reduced to 256 by giflib's
// median cut. Throws std::runtime_error with a sentence.
void write_gif(const std::string& path, const Frames& frames, const GifOptions& options = {});

}  // namespace latent::app
