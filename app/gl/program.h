// A shader program made of two of the files in shaders/, which are compiled into the program as
// text.
//
// Thread: UI, with the context current.
// Errors: the constructor throws std::runtime_error with the file's name and the driver's message.
#pragma once

#include <epoxy/gl.h>

#include <string>

namespace latent::gl {

class Program {
 public:
    // Compiles NAME.vert and NAME.frag and links them.
    explicit Program(const std::string& name);
    ~Program();
    Program(Program&& other) noexcept;
    Program& operator=(Program&& other) noexcept;
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    void use() const;
    // For the program in use. A uniform that the compiler dropped is ignored.
    void set(const char* uniform, float value) const;
    void set(const char* uniform, float x, float y) const;
    void set(const char* uniform, float r, float g, float b, float a) const;

 private:
    GLuint name_ = 0;
};

// The text of an embedded shader file. Throws std::runtime_error naming the file when there is
// none.
std::string shader_source(const std::string& file);

}  // namespace latent::gl
