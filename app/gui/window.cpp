#include "gui/window.h"

#include <epoxy/gl.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <imgui.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace latent::app {
namespace {

// Older Dear ImGui sees a key or a button only as it is when a frame begins: a key that is pressed
// and let go between two frames was never down, and two clicks are one. Newer ones keep a queue of
// their own.
constexpr bool kOneStateAFrame = IMGUI_VERSION_NUM < 18700;

std::string last_glfw_error() {
    const char* text = nullptr;
    glfwGetError(&text);
    return text ? text : "no reason given";
}

// A software renderer would take every core for drawing; one is the window's, the others train.
void leave_cores_to_training() {
    constexpr int kKeepUsersChoice = 0;
    setenv("LP_NUM_THREADS", "1", kKeepUsersChoice);
}

Window& window_of(GLFWwindow* window) {
    return *static_cast<Window*>(glfwGetWindowUserPointer(window));
}

bool imgui_listens() {
    return ImGui::GetCurrentContext() && ImGui::GetIO().BackendPlatformUserData;
}

}  // namespace

Window::Window(Size size, bool exact, Size smallest) {
    leave_cores_to_training();
    glfwInitHint(GLFW_JOYSTICK_HAT_BUTTONS, GLFW_FALSE);
    if (!glfwInit())
        throw NoDisplay(
            "There is no display to open a window on: start it in a desktop session, try xvfb-run "
            "latent-explorer, or "
            "train without a window with latent-lab.");
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, exact ? GLFW_FALSE : GLFW_TRUE);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "latent-explorer");

    // Not larger than the screen: a 1366 x 768 notebook still gets a whole window.
    GLFWmonitor* monitor = glfwGetPrimaryMonitor();
    int x = 0, y = 0, width = 0, height = 0;
    if (monitor) glfwGetMonitorWorkarea(monitor, &x, &y, &width, &height);
    if (!exact && width > 0 && height > 0)
        size = {std::min(size.width, width), std::min(size.height, height)};

    window_ = glfwCreateWindow(size.width, size.height, "Latent Explorer", nullptr, nullptr);
    if (!window_) {
        const std::string reason = last_glfw_error();
        glfwTerminate();
        throw std::runtime_error("A window with OpenGL 3.3 cannot be opened (" + reason + ").");
    }
    if (!exact) {
        const float scale = content_scale();
        const int least_width = int(float(smallest.width) * scale),
                  least_height = int(float(smallest.height) * scale);
        glfwSetWindowSizeLimits(window_, width > 0 ? std::min(least_width, width) : least_width,
                                height > 0 ? std::min(least_height, height) : least_height,
                                GLFW_DONT_CARE, GLFW_DONT_CARE);
    }
    glfwMakeContextCurrent(window_);
    glfwSwapInterval(1);
    const auto* name = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
    renderer_ = name ? name : "unknown";
    install_callbacks();
}

Window::~Window() {
    glfwDestroyWindow(window_);
    glfwTerminate();
}

void Window::show() { glfwShowWindow(window_); }
void Window::hide() { glfwHideWindow(window_); }
bool Window::closing() const { return glfwWindowShouldClose(window_); }
void Window::ask_to_close() { glfwSetWindowShouldClose(window_, GLFW_TRUE); }
void Window::wait(double seconds) {
    listen([seconds] { glfwWaitEventsTimeout(seconds); });
}
void Window::poll() { listen(glfwPollEvents); }
void Window::wake() { glfwPostEmptyEvent(); }
WindowEvents Window::take_events() { return std::exchange(events_, {}); }

Size Window::size() const {
    Size size;
    glfwGetWindowSize(window_, &size.width, &size.height);
    return size;
}
Size Window::framebuffer_size() const {
    Size size;
    glfwGetFramebufferSize(window_, &size.width, &size.height);
    return size;
}
float Window::content_scale() const {
    float x = 1, y = 1;
    glfwGetWindowContentScale(window_, &x, &y);
    return std::clamp(x, 0.5f, 4.0f);
}
bool Window::minimised() const { return glfwGetWindowAttrib(window_, GLFW_ICONIFIED) != 0; }
void Window::present() { glfwSwapBuffers(window_); }

bool Window::software_renderer() const {
    for (const char* name : {"llvmpipe", "softpipe", "swrast", "SwiftShader", "Software"})
        if (renderer_.find(name) != std::string::npos) return true;
    return false;
}

// Notes since when events may have been waiting to be heard.
template <class Listen>
void Window::listen(Listen hear) {
    listening_since_ = glfwGetTime();
    hear();
    heard_all_at_ = glfwGetTime();
}

WindowEvents& Window::happened() {
    constexpr double kAtOnce = 0.0005;  // what is there when the listening begins had been waiting
    if (const double now = glfwGetTime(); !events_.any)
        events_.first_at = now - listening_since_ < kAtOnce ? (heard_all_at_ + now) / 2 : now;
    events_.any = true;
    return events_;
}

bool Window::pressed_now(bool button, int what) const {
    return std::find(pressed_.begin(), pressed_.end(), std::make_pair(button, what)) !=
           pressed_.end();
}

void Window::pressed(bool button, int what) { pressed_.emplace_back(button, what); }

bool Window::hand_on_late() {
    pressed_.clear();
    bool any = false;
    std::vector<Late> later;
    for (Late each : std::exchange(late_, {})) {
        if (each.frames-- > 0) {
            later.push_back(each);
        } else if (each.button) {
            ImGui_ImplGlfw_MouseButtonCallback(window_, each.what, GLFW_PRESS, each.mods);
            any = true;
        } else {
            ImGui_ImplGlfw_KeyCallback(window_, each.what, each.scancode, GLFW_RELEASE, each.mods);
            any = true;
        }
    }
    late_ = std::move(later);
    return any || !late_.empty();
}

// Every callback notes what happened and passes it on to Dear ImGui. Tab is the window's own key
// unless a text is being typed: Dear ImGui would turn the next slider into a text field.
void Window::install_callbacks() {
    glfwSetWindowUserPointer(window_, this);
    glfwSetKeyCallback(window_, [](GLFWwindow* w, int key, int scancode, int action, int mods) {
        WindowEvents& events = window_of(w).happened();
        if (action == GLFW_PRESS || action == GLFW_REPEAT) {
            const char* name = glfwGetKeyName(key, scancode);
            events.keys.push_back({key, name ? name : "", (mods & GLFW_MOD_SHIFT) != 0,
                                   (mods & GLFW_MOD_CONTROL) != 0, (mods & GLFW_MOD_ALT) != 0});
        }
        if (!imgui_listens()) return;
        if (key == GLFW_KEY_TAB && !ImGui::GetIO().WantTextInput) return;
        Window& window = window_of(w);
        if (action == GLFW_PRESS) window.pressed(false, key);
        if (kOneStateAFrame && action == GLFW_RELEASE && window.pressed_now(false, key))
            return window.late_.push_back({0, false, key, scancode, mods});
        ImGui_ImplGlfw_KeyCallback(w, key, scancode, action, mods);
    });
    glfwSetCharCallback(window_, [](GLFWwindow* w, unsigned character) {
        window_of(w).happened().characters.push_back(character);
        if (imgui_listens()) ImGui_ImplGlfw_CharCallback(w, character);
    });
    glfwSetMouseButtonCallback(window_, [](GLFWwindow* w, int button, int action, int mods) {
        Window& window = window_of(w);
        window.happened();
        if (!imgui_listens()) return;
        if (kOneStateAFrame && action == GLFW_PRESS && window.pressed_now(true, button))
            return window.late_.push_back({1, true, button, 0, mods});
        if (action == GLFW_PRESS) window.pressed(true, button);
        ImGui_ImplGlfw_MouseButtonCallback(w, button, action, mods);
    });
    glfwSetScrollCallback(window_, [](GLFWwindow* w, double x, double y) {
        window_of(w).happened();
        if (imgui_listens()) ImGui_ImplGlfw_ScrollCallback(w, x, y);
    });
    glfwSetCursorPosCallback(window_, [](GLFWwindow* w, double x, double y) {
        window_of(w).happened();
#if IMGUI_VERSION_NUM >= 18700
        if (imgui_listens()) ImGui_ImplGlfw_CursorPosCallback(w, x, y);
#else
        static_cast<void>(x);  // Dear ImGui asks for the position itself
        static_cast<void>(y);
#endif
    });
    glfwSetCursorEnterCallback(window_, [](GLFWwindow* w, int entered) {
        window_of(w).happened();
        if (imgui_listens()) ImGui_ImplGlfw_CursorEnterCallback(w, entered);
    });
    glfwSetWindowFocusCallback(window_, [](GLFWwindow* w, int focused) {
        window_of(w).happened();
        if (imgui_listens()) ImGui_ImplGlfw_WindowFocusCallback(w, focused);
    });
    glfwSetWindowRefreshCallback(window_, [](GLFWwindow* w) { window_of(w).happened(); });
    glfwSetFramebufferSizeCallback(window_,
                                   [](GLFWwindow* w, int, int) { window_of(w).happened(); });
    glfwSetWindowIconifyCallback(window_, [](GLFWwindow* w, int) { window_of(w).happened(); });
    glfwSetWindowContentScaleCallback(
        window_, [](GLFWwindow* w, float, float) { window_of(w).happened().rescaled = true; });
    glfwSetDropCallback(window_, [](GLFWwindow* w, int count, const char** paths) {
        WindowEvents& events = window_of(w).happened();
        for (int i = 0; i < count; ++i) events.dropped.emplace_back(paths[i]);
    });
}

}  // namespace latent::app
