// The desktop window (GLFW, OpenGL 3.3 core) and what happened to it since the last frame.
//
// Window coordinates are pixels on X11 and Windows; on Wayland and macOS they are logical, and the
// framebuffer is larger. `content_scale` is what the desktop asks for (1, 1.25, 2 ...).
//
// Thread: the main thread. Only wake() may be called from any thread.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

struct GLFWwindow;

namespace latent::app {

// There is nowhere to open a window. what() is a sentence that also says how to go on.
class NoDisplay : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

struct Size {
    int width = 0, height = 0;
};

// A key that went down. `name`: the character on the cap, as the keyboard's layout has it, or ""
// (Space, Tab, ...).
struct KeyPress {
    int key = 0;  // GLFW_KEY_...
    std::string name;
    bool shift = false, control = false, alt = false;
};

// What the user and the desktop did since it was last asked for.
struct WindowEvents {
    bool any = false;  // something that may change what is on screen
    // Seconds of glfwGetTime(), of the first of them. One that came while nobody listened, because a
    // frame was being drawn, counts from the middle of that time: when exactly is not known.
    double first_at = 0;
    std::vector<KeyPress> keys;
    std::vector<unsigned> characters;
    std::vector<std::string> dropped;  // paths
    bool rescaled = false;
};

class Window {
 public:
    // `size` and the smallest size it can be made, in logical units: they are multiplied by the
    // desktop's scale unless `exact`. Throws NoDisplay, or std::runtime_error when OpenGL 3.3 is
    // missing.
    Window(Size size, bool exact, Size smallest);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    void show();
    void hide();
    bool closing() const;
    void ask_to_close();

    // Sleeps until something happens, wake() is called or the time is over.
    void wait(double seconds);
    void poll();
    static void wake();
    WindowEvents take_events();
    // Behind the beginning of Dear ImGui's frame: what came too fast for one frame goes into a
    // later one. True while anything is left, which needs a frame soon.
    bool hand_on_late();

    Size size() const;
    Size framebuffer_size() const;
    float content_scale() const;
    bool minimised() const;
    void present();

    const std::string& renderer() const { return renderer_; }  // what the driver calls itself
    bool software_renderer() const;
    GLFWwindow* handle() const { return window_; }

 private:
    // A key let go, or a button pressed again, in the frame in which it was pressed.
    struct Late {
        int frames = 0;  // to wait for
        bool button = false;
        int what = 0, scancode = 0, mods = 0;
    };
    void install_callbacks();
    WindowEvents& happened();
    template <class Listen>
    void listen(Listen hear);
    bool pressed_now(bool button, int what) const;
    void pressed(bool button, int what);

    GLFWwindow* window_ = nullptr;
    std::string renderer_;
    WindowEvents events_;
    double listening_since_ = 0, heard_all_at_ = 0;
    std::vector<std::pair<bool, int>> pressed_;  // since the last frame began: button or key, which
    std::vector<Late> late_;
};

}  // namespace latent::app
