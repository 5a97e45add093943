// Dear ImGui without a window or a GPU: frames are laid out, input is simulated, draw lists can be
// looked at.
//
//   HeadlessImGui imgui(1280, 800);
//   imgui.frame([&] { panel.draw(context); });
//   imgui.drag({100, 40}, {180, 40}, [&] { panel.draw(context); });
//
// One at a time: Dear ImGui has one current context.
#pragma once

#include <imgui.h>

#include <functional>

namespace latent::test {

class HeadlessImGui {
 public:
    using Draw = std::function<void()>;

    explicit HeadlessImGui(float width = 1280, float height = 800)
        : context_(ImGui::CreateContext()) {
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = ImVec2(width, height);
        io.DeltaTime = 1.0f / 60;
#if IMGUI_VERSION_NUM >= 19200
        io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
#else
        unsigned char* pixels = nullptr;
        int w = 0, h = 0;
        io.Fonts->GetTexDataAsAlpha8(&pixels, &w, &h);  // builds the atlas; nothing is uploaded
#endif
        move({-1000, -1000});
    }
    ~HeadlessImGui() { ImGui::DestroyContext(context_); }
    HeadlessImGui(const HeadlessImGui&) = delete;
    HeadlessImGui& operator=(const HeadlessImGui&) = delete;

    // One frame, drawn into a window that covers the whole display. Returns how many vertices it
    // took.
    int frame(const Draw& draw) {
        ImGui::NewFrame();
        ImGui::SetNextWindowPos(ImVec2(0, 0));
        ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
        ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
        ImGui::Begin("root", nullptr,
                     ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                         ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoSavedSettings);
        ImGui::PopStyleVar(2);
        draw();
        ImGui::End();
        ImGui::Render();
        return ImGui::GetDrawData()->TotalVtxCount;
    }

    void move(ImVec2 to) {
#if IMGUI_VERSION_NUM >= 18700
        ImGui::GetIO().AddMousePosEvent(to.x, to.y);
#else
        ImGui::GetIO().MousePos = to;
#endif
    }
    void button(int which, bool down) {
#if IMGUI_VERSION_NUM >= 18700
        ImGui::GetIO().AddMouseButtonEvent(which, down);
#else
        ImGui::GetIO().MouseDown[which] = down;
#endif
    }
    void control(bool down) {
#if IMGUI_VERSION_NUM >= 18700
        ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, down);
#else
        ImGui::GetIO().KeyCtrl = down;
        ImGui::GetIO().KeyMods = down ? ImGuiKeyModFlags_Ctrl : 0;
#endif
    }
    void modifiers(bool with_shift, bool with_control) {
#if IMGUI_VERSION_NUM >= 18700
        ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, with_shift);
        ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, with_control);
#else
        ImGuiIO& io = ImGui::GetIO();
        io.KeyShift = with_shift;
        io.KeyCtrl = with_control;
        io.KeyMods =
            (with_shift ? ImGuiKeyModFlags_Shift : 0) | (with_control ? ImGuiKeyModFlags_Ctrl : 0);
#endif
    }
    void type(const char* text) { ImGui::GetIO().AddInputCharactersUTF8(text); }

    // Enter pressed for a frame.
    void enter(const Draw& draw) {
#if IMGUI_VERSION_NUM >= 18700
        ImGui::GetIO().AddKeyEvent(ImGuiKey_Enter, true);
        frame(draw);
        ImGui::GetIO().AddKeyEvent(ImGuiKey_Enter, false);
#else
        ImGuiIO& io = ImGui::GetIO();
        io.KeyMap[ImGuiKey_Enter] = 13;
        io.KeysDown[13] = true;
        frame(draw);
        io.KeysDown[13] = false;
#endif
        frame(draw);
    }

    // The mouse comes, rests a frame, presses, lets go; a frame after each.
    void click(ImVec2 at, const Draw& draw, int which = 0) {
        move(at);
        frame(draw);
        frame(draw);
        button(which, true);
        frame(draw);
        button(which, false);
        frame(draw);
        frame(draw);
    }
    // The same with a way between press and release.
    void press_and_move(ImVec2 from, ImVec2 to, const Draw& draw) {
        move(from);
        frame(draw);
        frame(draw);
        button(0, true);
        frame(draw);
        for (int i = 1; i <= 4; ++i) {
            const float t = float(i) / 4;
            move(ImVec2(from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t));
            frame(draw);
        }
    }
    void drag(ImVec2 from, ImVec2 to, const Draw& draw) {
        press_and_move(from, to, draw);
        button(0, false);
        frame(draw);
        frame(draw);
    }

 private:
    ImGuiContext* context_;
};

}  // namespace latent::test
