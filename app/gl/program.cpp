#include "gl/program.h"

#include <stdexcept>
#include <utility>

#include "latent/shaders/embedded.h"

namespace latent::gl {
namespace {

// One compiled shader, deleted when the program has been linked.
class Stage {
 public:
    Stage(GLenum kind, const std::string& file) : name_(glCreateShader(kind)) {
        const std::string text = shader_source(file);
        const char* lines = text.c_str();
        glShaderSource(name_, 1, &lines, nullptr);
        glCompileShader(name_);
        GLint compiled = 0;
        glGetShaderiv(name_, GL_COMPILE_STATUS, &compiled);
        if (compiled) return;
        char log[2048] = "";
        glGetShaderInfoLog(name_, sizeof log, nullptr, log);
        glDeleteShader(name_);
        throw std::runtime_error("The graphics driver does not accept shaders/" + file + ": " +
                                 log);
    }
    ~Stage() { glDeleteShader(name_); }
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;
    GLuint name() const { return name_; }

 private:
    GLuint name_;
};

}  // namespace

std::string shader_source(const std::string& file) {
    for (const auto& embedded : shaders::embedded_files())
        if (embedded.name == file) return std::string(embedded.text);
    throw std::runtime_error("The program was built without shaders/" + file + ".");
}

Program::Program(const std::string& name) {
    const Stage vertex(GL_VERTEX_SHADER, name + ".vert");
    const Stage fragment(GL_FRAGMENT_SHADER, name + ".frag");
    name_ = glCreateProgram();
    glAttachShader(name_, vertex.name());
    glAttachShader(name_, fragment.name());
    glLinkProgram(name_);
    GLint linked = 0;
    glGetProgramiv(name_, GL_LINK_STATUS, &linked);
    if (linked) return;
    char log[2048] = "";
    glGetProgramInfoLog(name_, sizeof log, nullptr, log);
    glDeleteProgram(name_);
    throw std::runtime_error("The graphics driver does not link shaders/" + name +
                             ".vert and .frag: " + log);
}

Program::~Program() {
    if (name_ != 0) glDeleteProgram(name_);
}
Program::Program(Program&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
Program& Program::operator=(Program&& other) noexcept {
    std::swap(name_, other.name_);
    return *this;
}

void Program::use() const { glUseProgram(name_); }
void Program::set(const char* uniform, float value) const {
    glUniform1f(glGetUniformLocation(name_, uniform), value);
}
void Program::set(const char* uniform, float x, float y) const {
    glUniform2f(glGetUniformLocation(name_, uniform), x, y);
}
void Program::set(const char* uniform, float r, float g, float b, float a) const {
    glUniform4f(glGetUniformLocation(name_, uniform), r, g, b, a);
}

}  // namespace latent::gl
