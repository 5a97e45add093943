// Opens the list behind the word "export" and chooses from it.
#pragma once

#include <doctest/doctest.h>
#include <imgui_internal.h>

#include "headless_imgui.h"

namespace latent::test {

// The word ends at `word`, an item of the list is 24 pixels high and stands 4 below the one before.
inline void choose_export(HeadlessImGui& imgui, const HeadlessImGui::Draw& draw, ImVec2 word,
                          int item) {
    imgui.click(ImVec2(word.x - 8, word.y), draw);
    const ImGuiContext& context = *ImGui::GetCurrentContext();
    REQUIRE(context.OpenPopupStack.Size == 1);
    const ImGuiWindow* list = context.OpenPopupStack.back().Window;
    REQUIRE(list);
    const float spacing = ImGui::GetStyle().ItemSpacing.y;
    imgui.click(ImVec2(list->Pos.x + 20, list->Pos.y + 8 + 12 + float(item) * (24 + spacing)),
                draw);
    if (ImGui::GetCurrentContext()->OpenPopupStack.Size > 0)  // it was greyed
        imgui.click(ImVec2(word.x - 8, word.y), draw);
}

}  // namespace latent::test
