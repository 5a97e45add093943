// The keys that move along something, for whoever they are meant for in this frame. Thread: UI.
#pragma once

#include <imgui.h>

namespace latent::app {

// Pressed in this frame, or held down long enough to repeat. Never while text is being typed or a
// list is open, nor with Ctrl or Alt held.
inline bool pressed(ImGuiKey key) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.WantTextInput || io.KeyCtrl || io.KeyAlt) return false;
    if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) return false;  // a list has been opened
#if IMGUI_VERSION_NUM >= 18700
    return ImGui::IsKeyPressed(key);
#else
    const int index = ImGui::GetKeyIndex(key);
    return index >= 0 && ImGui::IsKeyPressed(index);
#endif
}

// -1: left, +1: right, 0: neither.
inline int pressed_arrow() {
    return pressed(ImGuiKey_LeftArrow) ? -1 : pressed(ImGuiKey_RightArrow) ? 1 : 0;
}

}  // namespace latent::app
