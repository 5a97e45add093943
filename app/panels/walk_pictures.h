// The pictures of the walk side by side: the sample it started from, what the code is decoded to
// now, and how that differs from what the sample's own code is decoded to.
//
//   images      the difference as colours: blue darker than before, red brighter
//   others      both in one picture: before in the text's colour, now in the accent
//
// Thread: UI.
#pragma once

#include <string>
#include <vector>

#include "panels/panel.h"
#include "widgets/difference.h"
#include "widgets/sample_picture.h"

namespace latent::app {

class WalkPictures {
 public:
    // `decoded`: sample 0 is that of the walk's code; sample 1, if there, that of the sample's own
    // code by the same weights. Null while nothing is decoded yet. Takes `height` of the layout,
    // captions included.
    void draw(PanelContext& context, const Samples* decoded, float height);

 private:
    Picture change(PanelContext& context, const Samples& decoded);

    SamplePainter painter_;
    PictureSheet sheet_;
    std::uint64_t sheet_version_ = 0;
};

// "trouser", or "input 1,234" where there are no classes.
std::string sample_name(const Snapshot& snapshot, int sample);

}  // namespace latent::app
