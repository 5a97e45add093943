// OpenGL objects that are deleted with their handle. Move-only; 0 is "none".
//
//   Buffer vertices = Buffer::make();
//   glBindBuffer(GL_ARRAY_BUFFER, vertices.name());
//
// Thread: UI, with the context current, for making and for destroying.
#pragma once

#include <epoxy/gl.h>

#include <utility>

namespace latent::gl {

template <class Kind>
class Handle {
 public:
    Handle() = default;
    static Handle make() {
        Handle handle;
        handle.name_ = Kind::make();
        return handle;
    }
    ~Handle() { reset(); }
    Handle(Handle&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
    Handle& operator=(Handle&& other) noexcept {
        if (this != &other) {
            reset();
            name_ = std::exchange(other.name_, 0);
        }
        return *this;
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    GLuint name() const { return name_; }
    explicit operator bool() const { return name_ != 0; }
    void reset() {
        if (name_ != 0) Kind::drop(std::exchange(name_, 0));
    }

 private:
    GLuint name_ = 0;
};

struct BufferKind {
    static GLuint make();
    static void drop(GLuint name);
};
struct VertexArrayKind {
    static GLuint make();
    static void drop(GLuint name);
};
struct TextureKind {
    static GLuint make();
    static void drop(GLuint name);
};
struct FramebufferKind {
    static GLuint make();
    static void drop(GLuint name);
};

using Buffer = Handle<BufferKind>;
using VertexArray = Handle<VertexArrayKind>;
using Texture = Handle<TextureKind>;
using Framebuffer = Handle<FramebufferKind>;

}  // namespace latent::gl
