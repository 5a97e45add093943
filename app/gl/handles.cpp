#include "gl/handles.h"

namespace latent::gl {

GLuint BufferKind::make() {
    GLuint name = 0;
    glGenBuffers(1, &name);
    return name;
}
void BufferKind::drop(GLuint name) { glDeleteBuffers(1, &name); }

GLuint VertexArrayKind::make() {
    GLuint name = 0;
    glGenVertexArrays(1, &name);
    return name;
}
void VertexArrayKind::drop(GLuint name) { glDeleteVertexArrays(1, &name); }

GLuint TextureKind::make() {
    GLuint name = 0;
    glGenTextures(1, &name);
    return name;
}
void TextureKind::drop(GLuint name) { glDeleteTextures(1, &name); }

GLuint FramebufferKind::make() {
    GLuint name = 0;
    glGenFramebuffers(1, &name);
    return name;
}
void FramebufferKind::drop(GLuint name) { glDeleteFramebuffers(1, &name); }

}  // namespace latent::gl
