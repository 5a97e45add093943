// A framebuffer of one's own with one RGBA8 texture behind it: drawn once, shown as a picture as
// often as wanted.
//
// Thread: UI, with the context current.
#pragma once

#include "gl/handles.h"
#include "gl/pixels.h"

namespace latent::gl {

class RenderTarget {
 public:
    // Gives it this size in pixels; what was drawn is lost when the size changes. Throws
    // std::runtime_error when the driver cannot draw into it.
    void resize(int width, int height);

    // Draws go here, over the whole of it, until unbind() leads them back to the window.
    void bind() const;
    static void unbind();

    // What has been drawn, row 0 at the top.
    Pixels read() const;

    int width() const { return width_; }
    int height() const { return height_; }
    GLuint texture() const { return texture_.name(); }
    GLuint framebuffer() const { return framebuffer_.name(); }

 private:
    int width_ = 0, height_ = 0;
    Texture texture_;
    Framebuffer framebuffer_;
};

// What has been drawn into the window and is not presented yet, row 0 at the top. Opaque.
Pixels read_window(int width, int height);

}  // namespace latent::gl
