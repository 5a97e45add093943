// Batches of images as textures (the Textures of widgets/textures.h).
//
// A batch becomes pages: atlases of at most 1024 x 1024 texels with the images side by side. A page
// is uploaded when an image on it is first drawn, so that hovering over one of ten thousand samples
// uploads a megabyte, not all of them. Greyscale is one byte a texel, shown grey by a swizzle.
// Whatever was not drawn for some seconds is dropped.
//
// Thread: UI, with the context current.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gl/handles.h"
#include "widgets/textures.h"

namespace latent::gl {

class TextureStore final : public app::Textures {
 public:
    // Call once a frame, before anything is drawn; `now` in seconds.
    void begin_frame(double now);

    app::Picture image(const Samples& batch, int i) override;
    app::Picture computed(const std::string& name, std::uint64_t version, int width, int height,
                          const std::uint8_t* rgba) override;

    std::size_t batches() const { return batches_.size(); }
    std::size_t uploads() const { return uploads_; }  // pages and computed pictures so far
    std::size_t uploaded_bytes() const { return uploaded_bytes_; }

 private:
    struct Batch {
        int columns = 1, per_page = 1;
        std::vector<Texture> pages;  // empty handles until drawn
        double last_drawn = 0;
    };
    struct Computed {
        Texture texture;
        std::uint64_t version = 0;
        int width = 0, height = 0;
        double last_drawn = 0;
    };
    Texture upload(const Samples& batch, const Batch& layout, int page);

    double now_ = 0;
    std::size_t uploads_ = 0, uploaded_bytes_ = 0;
    std::map<std::uint64_t, Batch> batches_;
    std::map<std::string, Computed> computed_;
};

}  // namespace latent::gl
