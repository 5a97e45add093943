// A reconstruction as three pictures: what went in, what came out, and how the two differ (for images
// by colours, for lines and dots by laying one over the other). Thread: UI.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "latent/snapshot.h"
#include "widgets/difference.h"
#include "widgets/sample_picture.h"
#include "widgets/textures.h"

namespace latent::app {

// The differences of reconstructed images, computed anew only when these or the theme are others.
class Differences {
 public:
    // `name`: of the texture that they share.
    void look_at(const Theme& theme, std::string_view name, const Samples& inputs,
                 const Reconstructions& made);
    // Of reconstruction i; none where the samples are no images.
    Picture picture(Textures& textures, int i) const;

 private:
    std::string name_;
    PictureSheet sheet_;
    std::uint64_t version_ = 0;  // of the outputs and the theme
};

enum class Shown { input, output, difference };

// One of the three of reconstruction `i`, in the middle of `place`.
void draw_reconstruction(const Theme& theme, Textures& textures, SamplePainter& painter,
                         ImDrawList& draw, const Rect& place, Shown shown, const Samples& inputs,
                         const Reconstructions& made, int i, const Differences& differences);

}  // namespace latent::app
