#include "gui/imgui_layer.h"

#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <limits>

namespace latent::app {

ImGuiLayer::ImGuiLayer(Window& window) : window_(window) {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;  // the layout is the program's, not a file's in whatever folder it
                               // was started from
    io.ConfigWindowsMoveFromTitleBarOnly = true;
    constexpr bool kInstallCallbacks = false;  // Window passes events on
    ImGui_ImplGlfw_InitForOpenGL(window.handle(), kInstallCallbacks);
    ImGui_ImplOpenGL3_Init("#version 330 core");
}

ImGuiLayer::~ImGuiLayer() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
}

Theme ImGuiLayer::use(ThemeKind kind, float scale) {
    ImGuiIO& io = ImGui::GetIO();
    const Size size = window_.size(), pixels = window_.framebuffer_size();
    const float ratio =
        size.width > 0 ? std::max(1.0f, float(pixels.width) / float(size.width)) : 1.0f;
    if (scale != scale_) {
        // Created again by the next frame, fonts included.
        if (scale_ > 0) ImGui_ImplOpenGL3_DestroyDeviceObjects();
        fonts_ = load_fonts(*io.Fonts, scale);
        scale_ = scale;
    }
    io.FontGlobalScale = 1 / ratio;
    Theme theme = make_theme(kind, scale / ratio);
    theme.small = fonts_.small;
    theme.body = fonts_.body;
    theme.large = fonts_.large;
    apply(theme);
    return theme;
}

void ImGuiLayer::begin_frame(Size size) {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = ImVec2(float(size.width), float(size.height));
    if (mouse_is_ignored_) {
        const float nowhere = -std::numeric_limits<float>::max();
#if IMGUI_VERSION_NUM >= 18700
        io.AddMousePosEvent(nowhere, nowhere);
#else
        io.MousePos = ImVec2(nowhere, nowhere);
#endif
    }
    ImGui::NewFrame();
    more_to_come_ = window_.hand_on_late();
}

void ImGuiLayer::end_frame() {
    ImGui::Render();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void ImGuiLayer::drop_frame() { ImGui::EndFrame(); }

bool ImGuiLayer::typing() const { return ImGui::GetIO().WantTextInput; }

}  // namespace latent::app
