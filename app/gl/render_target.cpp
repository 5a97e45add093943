#include "gl/render_target.h"

#include <stdexcept>

namespace latent::gl {

void RenderTarget::resize(int width, int height) {
    if (width == width_ && height == height_) return;
    texture_ = Texture::make();
    glBindTexture(GL_TEXTURE_2D, texture_.name());
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    // Shown at one texel a pixel, so filtering would only blur what rounding moved by half a pixel.
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glBindTexture(GL_TEXTURE_2D, 0);

    if (!framebuffer_) framebuffer_ = Framebuffer::make();
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.name());
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_.name(), 0);
    const bool complete = glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
    unbind();
    if (!complete)
        throw std::runtime_error("The graphics driver cannot draw into a picture of its own.");
    width_ = width;
    height_ = height;
}

void RenderTarget::bind() const {
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.name());
    glViewport(0, 0, width_, height_);
}

void RenderTarget::unbind() { glBindFramebuffer(GL_FRAMEBUFFER, 0); }

Pixels RenderTarget::read() const {
    Pixels pixels{width_, height_,
                  std::vector<std::uint8_t>(std::size_t(width_) * std::size_t(height_) * 4)};
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_.name());
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width_, height_, GL_RGBA, GL_UNSIGNED_BYTE, pixels.rgba.data());
    unbind();
    flip_rows(pixels);
    return pixels;
}

Pixels read_window(int width, int height) {
    Pixels pixels{width, height,
                  std::vector<std::uint8_t>(std::size_t(width) * std::size_t(height) * 4)};
    RenderTarget::unbind();
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels.rgba.data());
    // A desktop that blends windows may have given it an alpha of its own.
    for (std::size_t p = 3; p < pixels.rgba.size(); p += 4) pixels.rgba[p] = 255;
    flip_rows(pixels);
    return pixels;
}

}  // namespace latent::gl
